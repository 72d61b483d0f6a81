import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { subscribe } from '../../../bin/sms/events/temporary-subscription.ts';
import { startLocalEndpoint } from '../../support/local-endpoint.ts';
import { serve } from '../../support/serve.ts';

/** EventBridge's rules: the names of the calls, and one of them may be refused. */
const openBus = async (refused?: string) => {
  const calls: string[] = [];
  const endpoint = await serve((request, response) => {
    const action = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    calls.push(action);
    response.statusCode = action === refused ? 400 : 200;
    const answer =
      action === refused ? { __type: 'AccessDeniedException' } : { RuleArn: 'arn:aws:events:::rule/x' };
    response.end(JSON.stringify(answer));
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { calls, events: new EventBridgeClient({ endpoint, region: 'us-east-1', credentials }) };
};

test.each([undefined, 'PutRule', 'PutTargets'])('leaves nothing behind, refused: %s', async (refused) => {
  const local = await startLocalEndpoint();
  const sqs = new SQSClient(local.client);
  const queues = async () => (await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [];
  const { calls, events } = await openBus(refused);
  const subscribed = subscribe('Bus', events, sqs);
  if (refused === undefined) {
    const { queueUrl, end } = await subscribed;
    expect(await queues()).toEqual([queueUrl]);
    await end();
    expect(calls).toEqual(['PutRule', 'PutTargets', 'RemoveTargets', 'DeleteRule']);
  } else {
    await expect(subscribed).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(calls.at(-1)).toBe(refused === 'PutRule' ? 'PutRule' : 'DeleteRule');
  }
  expect(await queues()).toEqual([]);
  await local.stop();
});
