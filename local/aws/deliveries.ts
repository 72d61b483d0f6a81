import * as z from 'zod';
import type { CloudContext } from '../resource.ts';
import type { AwsApi } from './call.ts';
import type { LogGroups } from './logs/log-groups.ts';

/** One invocation of a target by a rule or a schedule. */
const Delivery = z.object({
  /** Of the rule or the schedule, for the dead-letter record. */
  from: z.string(),
  targetArn: z.string(),
  payload: z.unknown(),
  messageGroupId: z.string().optional(),
  since: z.number(),
  maxRetries: z.number(),
  maxAgeSeconds: z.number(),
  deadLetterArn: z.string().optional(),
});
export type Delivery = z.infer<typeof Delivery>;

export interface Deliveries {
  /** Durable once it returns; happens at least once. */
  add(delivery: Omit<Delivery, 'since'>): void;
}

const kind = 'target-delivery';

/** Throws for a target that the local cloud cannot invoke. */
export const checkTarget = (arn: string): void => {
  const [, , service = '', , , resource = ''] = arn.split(':');
  if (service === 'lambda' || service === 'sqs' || (service === 'logs' && resource === 'log-group')) return;
  throw new Error(`a target of ${service || arn} is not supported by the local cloud (${arn})`);
};

export const createDeliveries = (
  { jobs, clock, functions }: Pick<CloudContext, 'jobs' | 'clock' | 'functions'>,
  api: AwsApi,
  logs: LogGroups,
): Deliveries => {
  const sendToQueue = async (arn: string, body: unknown, more: object): Promise<void> => {
    const { QueueUrl } = z
      .object({ QueueUrl: z.string() })
      .parse(await api('sqs', 'GetQueueUrl', { QueueName: arn.split(':').at(-1) }));
    await api('sqs', 'SendMessage', { QueueUrl, MessageBody: JSON.stringify(body), ...more });
  };

  const deliver = async ({ targetArn, payload, messageGroupId }: Delivery): Promise<void> => {
    const [, , service, , , , group = ''] = targetArn.split(':');
    if (service === 'lambda') return functions.invokeAsync(targetArn, payload);
    if (service === 'logs') return logs.append(group, 'events', JSON.stringify(payload));
    const more = messageGroupId === undefined ? {} : { MessageGroupId: messageGroupId };
    return sendToQueue(targetArn, payload, more);
  };

  const deadLetter = async (delivery: Delivery, retries: number, error: unknown): Promise<void> => {
    if (delivery.deadLetterArn === undefined) return;
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    const MessageAttributes = {
      RULE_ARN: text(delivery.from),
      TARGET_ARN: text(delivery.targetArn),
      ERROR_CODE: text('SDK_CLIENT_ERROR'),
      ERROR_MESSAGE: text(String(error)),
      RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(retries) },
    };
    await sendToQueue(delivery.deadLetterArn, delivery.payload, { MessageAttributes });
  };

  jobs.handle(kind, {
    run: async (job, tries) => {
      const delivery = Delivery.parse(job);
      try {
        await deliver(delivery);
      } catch (error) {
        const age = (clock.now() - delivery.since) / 1000;
        if (tries <= delivery.maxRetries && age < delivery.maxAgeSeconds) throw error;
        await deadLetter(delivery, tries - 1, error);
      }
    },
    // Each delivery carries its own limits; this only spaces the tries.
    retryAfterMs: (tries) => Math.min(2 ** tries * 100, 60_000),
  });

  return {
    add: (delivery) => {
      const now = clock.now();
      jobs.add({ kind, dueAt: now, payload: { ...delivery, since: now } });
    },
  };
};
