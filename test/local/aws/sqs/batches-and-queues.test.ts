import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/local-endpoint.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { createQueueCalls } from '../../../support/queue-calls.ts';

let local: LocalEndpoint;
let time: ReturnType<typeof createManualClock>;
let queue: ReturnType<typeof createQueueCalls>['queue'];
let send: ReturnType<typeof createQueueCalls>['send'];
let receive: ReturnType<typeof createQueueCalls>['receive'];
const start = async (dataDir?: string) => {
  local = await startLocalEndpoint({ clock: time.clock, ...(dataDir !== undefined && { dataDir }) });
  ({ queue, send, receive } = createQueueCalls(local));
};
beforeEach(async () => {
  time = createManualClock();
  await start();
});
afterEach(() => local.stop());

test('takes a batch apart: what is wrong with one entry does not fail the others', async () => {
  const { url } = await queue('Lane', { MaximumMessageSize: 1024 });
  const Entries = [
    { Id: 'a', MessageBody: 'fits' },
    { Id: 'b', MessageBody: 'x'.repeat(1025) },
  ];
  const sent = await local.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a']);
  expect(sent.Failed).toMatchObject([{ Id: 'b', Code: 'InvalidParameterValue', SenderFault: true }]);
  const [message] = await receive(url);
  const removed = [
    { Id: 'a', ReceiptHandle: message?.ReceiptHandle },
    { Id: 'b', ReceiptHandle: 'nonsense' },
  ];
  const deleted = await local.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: removed }));
  expect(deleted.Successful).toHaveLength(1);
  expect(deleted.Failed).toMatchObject([{ Id: 'b', Code: 'ReceiptHandleIsInvalid' }]);
});

test.each([
  ['EmptyBatchRequest', []],
  ['TooManyEntriesInBatchRequest', Array.from({ length: 11 }, (_, n) => ({ Id: `${n}`, MessageBody: 'x' }))],
  [
    'BatchEntryIdsNotDistinct',
    [
      { Id: 'a', MessageBody: 'x' },
      { Id: 'a', MessageBody: 'y' },
    ],
  ],
  [
    'BatchRequestTooLong',
    [
      { Id: 'a', MessageBody: 'x'.repeat(700_000) },
      { Id: 'b', MessageBody: 'x'.repeat(700_000) },
    ],
  ],
])('refuses a batch with %s', async (name, Entries) => {
  const { url } = await queue('Lane');
  await expect(local.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))).rejects.toMatchObject(
    { name },
  );
});

test('refuses what SQS refuses, by the names of its errors', async () => {
  const { url } = await queue('Lane');
  const missing = url.replace('Lane', 'Nowhere');
  await expect(send(missing, 'x')).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
    $metadata: { httpStatusCode: 400 },
  });
  await expect(send(url, '\u0000')).rejects.toMatchObject({ name: 'InvalidMessageContents' });
  await expect(receive(url, { MaxNumberOfMessages: 11 })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  const fifo = new CreateQueueCommand({ QueueName: 'a', Attributes: { FifoQueue: 'true' } });
  await expect(local.sqs.send(fifo)).rejects.toMatchObject({ name: 'InvalidAttributeName' });
  const other = new CreateQueueCommand({ QueueName: 'local-Lane', Attributes: { VisibilityTimeout: '7' } });
  await expect(local.sqs.send(other)).rejects.toMatchObject({ name: 'QueueNameExists' });
});

test('keeps messages over a restart on another port, under the URL of the run and under the old one', async () => {
  const { url } = await queue('Lane', { VisibilityTimeout: 60 });
  await send(url, 'kept');
  await local.stop();
  await start(local.dataDir);
  const renewed = await queue('Lane', { VisibilityTimeout: 120 });
  expect(renewed.url).not.toBe(url);
  expect(renewed.url.startsWith(local.endpoint.url)).toBe(true);
  const found = await local.sqs.send(new GetQueueUrlCommand({ QueueName: 'local-Lane' }));
  const listed = await local.sqs.send(new ListQueuesCommand({}));
  expect([found.QueueUrl, ...(listed.QueueUrls ?? [])]).toEqual([renewed.url, renewed.url]);
  const { Attributes } = await local.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: renewed.url, AttributeNames: ['All'] }),
  );
  expect(Attributes).toMatchObject({ VisibilityTimeout: '120', ApproximateNumberOfMessages: '1' });
  expect((await receive(renewed.url)).map(({ Body }) => Body)).toEqual(['kept']);
});
