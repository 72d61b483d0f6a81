import { randomBytes } from 'node:crypto';
import {
  DeleteRuleCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { eventSource } from '../../../core/events.ts';

export type Subscription = { readonly queueUrl: string; readonly end: () => Promise<void> };

const targetId = 'tail';

/** Only the rule may put events in. */
const policyOf = (queueArn: string, ruleArn: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
    },
  });

/** A queue of our own that gets what reaches the bus. Whatever was made is gone after `end`, or when this throws. */
export const subscribe = async (
  busName: string,
  events: EventBridgeClient,
  sqs: SQSClient,
): Promise<Subscription> => {
  const name = `sms-tail-${randomBytes(6).toString('hex')}`;
  const rule = { Name: name, EventBusName: busName };
  const undo: (() => Promise<unknown>)[] = [];
  /** Goes on when something cannot be removed, so that the rest is; then says so. */
  const end = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const step of undo.splice(0).reverse()) await step().catch((error) => failures.push(error));
    if (failures.length > 0)
      throw new Error(`Remove what is called ${name} by hand.`, { cause: failures[0] });
  };
  try {
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({ QueueName: name, Attributes: { MessageRetentionPeriod: '300' } }),
    );
    undo.push(() => sqs.send(new DeleteQueueCommand({ QueueUrl })));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const queueArn = Attributes?.QueueArn ?? '';
    const EventPattern = JSON.stringify({ source: [eventSource] });
    const description = 'Made by sms tail, and removed when it ends';
    const { RuleArn = '' } = await events.send(
      new PutRuleCommand({ ...rule, EventPattern, Description: description }),
    );
    undo.push(() => events.send(new DeleteRuleCommand(rule)));
    const Policy = policyOf(queueArn, RuleArn);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    const { EventBusName } = rule;
    await events.send(
      new PutTargetsCommand({ Rule: name, EventBusName, Targets: [{ Id: targetId, Arn: queueArn }] }),
    );
    undo.push(() => events.send(new RemoveTargetsCommand({ Rule: name, EventBusName, Ids: [targetId] })));
    return { queueUrl: QueueUrl ?? '', end };
  } catch (error) {
    await end();
    throw error;
  }
};
