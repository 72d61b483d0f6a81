import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
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
beforeEach(async () => {
  time = createManualClock();
  local = await startLocalEndpoint({ clock: time.clock });
  ({ queue, send, receive } = createQueueCalls(local));
});
afterEach(() => local.stop());

test('hands over a message with its attributes, group and digests', async () => {
  const { url } = await queue('Lane');
  const MessageAttributes = {
    lane: { DataType: 'String', StringValue: 'otp' },
    bytes: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2]) },
  };
  await send(url, 'body', { MessageAttributes, MessageGroupId: 'tenant-1' });
  const [message] = await receive(url, {
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  expect(message).toMatchObject({
    Body: 'body',
    Attributes: { ApproximateReceiveCount: '1', MessageGroupId: 'tenant-1', SenderId: '000000000000' },
    MessageAttributes: { lane: { StringValue: 'otp' }, bytes: { BinaryValue: new Uint8Array([1, 2]) } },
  });
});

test('computes the digest of message attributes as SQS does', async () => {
  const { url } = await queue('Lane');
  const timestamp = { DataType: 'Number.java.lang.Long', StringValue: '1493147359900' };
  const sent = await send(url, 'derp', { MessageAttributes: { timestamp } });
  expect(sent.MD5OfMessageAttributes).toBe('2e2e4876d8e0bd6b8c2c8f556831c349');
});

test('hides a received message until its visibility time-out has passed', async () => {
  const { url } = await queue('Lane', { VisibilityTimeout: 3600 });
  await send(url, 'once');
  expect(await receive(url)).toHaveLength(1);
  expect(await receive(url)).toHaveLength(0);
  await time.advance(3_600_000);
  const [again] = await receive(url, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
  expect(again?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
});

test('gives a message back at once when its visibility is changed to zero, and lets it be deleted', async () => {
  const { url } = await queue('Lane');
  await send(url, 'back');
  const [first] = await receive(url);
  await local.sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: url,
      ReceiptHandle: first?.ReceiptHandle,
      VisibilityTimeout: 0,
    }),
  );
  const [second] = await receive(url);
  await local.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: second?.ReceiptHandle }));
  await time.advance(60_000);
  expect(await receive(url)).toEqual([]);
});

test('delays a message by the queue, or by its own delay', async () => {
  const { url } = await queue('Lane', { DelaySeconds: 60 });
  await send(url, 'queue');
  await send(url, 'own', { DelaySeconds: 900 });
  expect(await receive(url)).toEqual([]);
  await time.advance(60_000);
  expect((await receive(url)).map(({ Body }) => Body)).toEqual(['queue']);
  await time.advance(840_000);
  expect((await receive(url)).map(({ Body }) => Body)).toContain('own');
});

test('forgets a message after its retention period', async () => {
  const { url } = await queue('Lane', { MessageRetentionPeriod: 60 });
  await send(url, 'old');
  await time.advance(61_000);
  expect(await receive(url)).toEqual([]);
});

test('answers a long poll as soon as a message is sent', async () => {
  const { url } = await queue('Lane', { ReceiveMessageWaitTimeSeconds: 20 });
  const polled = receive(url);
  await send(url, 'now');
  expect((await polled).map(({ Body }) => Body)).toEqual(['now']);
});

test('answers a long poll with nothing when its time is over', async () => {
  const { url } = await queue('Lane');
  const polled = receive(url, { WaitTimeSeconds: 20 });
  let answered = false;
  void polled.then(() => {
    answered = true;
  });
  await expect
    .poll(async () => {
      await time.advance(20_000);
      return answered;
    })
    .toBe(true);
  expect(await polled).toEqual([]);
});

test('moves a message to the dead-letter queue after its last receive, and back by a move task', async () => {
  const dead = await queue('Dead');
  const { url } = await queue('Lane', {
    VisibilityTimeout: 0,
    RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 2 },
  });
  const { MessageId } = await send(url, 'poison');
  for (const _receive of [1, 2]) expect(await receive(url)).toHaveLength(1);
  expect(await receive(url)).toEqual([]);
  const names = { MessageSystemAttributeNames: ['All'], VisibilityTimeout: 0 };
  const [poison] = await receive(dead.url, names);
  expect(poison).toMatchObject({
    MessageId,
    Attributes: { DeadLetterQueueSourceArn: expect.stringContaining('local-Lane') },
  });

  const sources = await local.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead.url }));
  expect(sources.queueUrls).toEqual([url]);
  await local.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
  const tasks = await local.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }));
  expect(tasks.Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
  const [redriven] = await receive(url, names);
  expect(redriven).toMatchObject({ Body: 'poison', Attributes: { ApproximateReceiveCount: '1' } });
  expect(redriven?.MessageId).not.toBe(MessageId);
});
