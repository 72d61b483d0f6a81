import { DeleteMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createBatchedLaneQueue } from '../../../adapters/sqs/batched-lane-queue.ts';
import { LaneEntry } from '../../../core/lane-entry.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';
import { createQueueCalls } from '../../support/queue-calls.ts';

let local: LocalEndpoint;
let client: SQSClient;
beforeAll(async () => {
  local = await startLocalEndpoint();
});
beforeEach(() => {
  client = new SQSClient(local.client);
});
afterAll(() => local.stop());

const entries = (count: number): LaneEntry[] =>
  Array.from({ length: count }, (_, i) => ({
    messageId: `msg_${i.toString(16).padStart(32, '0')}`,
    tenant: 'acme',
  }));

const drain = async (url: string): Promise<string[]> => {
  const received = await createQueueCalls(local).receive(url, { AttributeNames: ['MessageGroupId'] });
  for (const { ReceiptHandle } of received) {
    await local.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  }
  const ids = received.map(({ Body, Attributes }) => {
    expect(Attributes?.MessageGroupId).toBe('acme');
    return LaneEntry.parse(JSON.parse(Body ?? '')).messageId;
  });
  return ids.length === 0 ? [] : [...ids, ...(await drain(url))];
};

test('a hundred entries of the same time are queued once each, in ten calls', async () => {
  const { url } = await createQueueCalls(local).queue('Lane');
  let calls = 0;
  client.middlewareStack.add((next) => async (args) => {
    calls += 1;
    return next(args);
  });
  const { enqueue } = createBatchedLaneQueue(client, url);
  await Promise.all(entries(100).map((entry) => enqueue(entry)));
  expect((await drain(url)).sort()).toEqual(entries(100).map(({ messageId }) => messageId));
  expect(calls).toBe(10);
});

test('an entry that SQS refuses in a call is tried again with its delay, and the others are not', async () => {
  const sent: unknown[] = [];
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        const { Entries } = Object(input);
        sent.push(Entries);
        const Failed = sent.length === 1 ? [{ Id: '1', SenderFault: false, Code: 'Throttled' }] : [];
        return { output: { $metadata: {}, Failed }, response: {} };
      },
    { step: 'initialize', priority: 'low' },
  );
  const { enqueue } = createBatchedLaneQueue(client, 'https://sqs.test/lane');
  const [a, b, c] = entries(3);
  if (!a || !b || !c) throw new Error('no entries');
  await Promise.all([enqueue(a), enqueue(b, 60), enqueue(c)]);
  const asSent = (entry: LaneEntry) => ({ MessageBody: JSON.stringify(entry), MessageGroupId: 'acme' });
  expect(sent).toEqual([
    [
      { Id: '0', ...asSent(a) },
      { Id: '1', ...asSent(b), DelaySeconds: 60 },
      { Id: '2', ...asSent(c) },
    ],
    [{ Id: '0', ...asSent(b), DelaySeconds: 60 }],
  ]);
});
