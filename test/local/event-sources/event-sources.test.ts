import { CreateQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createEventSources, type EventSources } from '../../../local/event-sources/event-sources.ts';
import type { Functions } from '../../../local/functions/functions.ts';
import { cloudContext } from '../../support/cloud-context.ts';
import { lambdaFunction } from '../../support/lambda-function.ts';

const credentials = { accessKeyId: 'system', secretAccessKey: 'secret' };
let engine: FauxqsServer;
let client: SQSClient;
let queues = 0;
const running: EventSources[] = [];

beforeAll(async () => {
  engine = await startFauxqs({ port: 0, logger: false });
  const endpoint = `http://127.0.0.1:${engine.port}`;
  client = new SQSClient({ endpoint, region: 'us-east-1', credentials, useQueueUrlAsEndpoint: false });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((sources) => sources.stop()));
});
afterAll(() => engine.stop());

const Event = z.object({ Records: z.array(z.looseObject({ body: z.string(), messageId: z.string() })) });
type Batch = z.infer<typeof Event>['Records'];

type Options = { readonly visibility?: number; readonly timeout?: number; readonly reserved?: number };

/** A queue of its own, mapped to this function. */
const start = async (
  properties: Record<string, unknown>,
  invoke: (batch: Batch) => unknown,
  { visibility = 1, timeout = 1, reserved = 4 }: Options = {},
) => {
  const QueueName = `queue-${++queues}`;
  const Attributes = { VisibilityTimeout: String(visibility) };
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
  const reported: string[] = [];
  const context = cloudContext({
    report: (line) => reported.push(line),
    functions: { invoke: async (_arn, event) => invoke(Event.parse(event).Records), invokeAsync: () => {} },
  });
  const functions: Functions = {
    handlers: {},
    invoker: context.functions,
    find: () => lambdaFunction({ timeoutSeconds: timeout, reservedConcurrency: reserved }),
    permits: () => true,
    isBusy: () => false,
    kill: () => {},
    stop: async () => {},
  };
  const sources = createEventSources(context, functions, {
    endpointUrl: `http://127.0.0.1:${engine.port}`,
    credentials,
  });
  running.push(sources);
  const EventSourceArn = `arn:aws:sqs:us-east-1:000000000000:${QueueName}`;
  const type = 'AWS::Lambda::EventSourceMapping';
  await sources.handlers[type]?.(
    { logicalId: 'Map', type, properties: { EventSourceArn, FunctionName: 'Fn', ...properties } },
    context,
  );
  const send = async (...bodies: string[]) => {
    const Entries = bodies.map((MessageBody, i) => ({
      Id: String(i),
      MessageBody,
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'test' } },
    }));
    await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  };
  const left = () => {
    const messages = engine.inspectQueue(QueueName)?.messages;
    return (messages?.ready.length ?? 0) + (messages?.inflight.length ?? 0);
  };
  return { sources, send, left, reported, EventSourceArn };
};

const bodies = (batch: Batch): string[] => batch.map(({ body }) => body);

test('hands the messages of a queue to the function and deletes them once it is done', async () => {
  const seen: Batch = [];
  const { sources, send, left, EventSourceArn } = await start({}, (batch) => void seen.push(...batch));
  await send('hello');
  sources.start();
  await expect.poll(left).toBe(0);
  expect(seen).toEqual([
    {
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      receiptHandle: expect.any(String),
      body: 'hello',
      attributes: expect.objectContaining({
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
      }),
      messageAttributes: {
        kind: { stringValue: 'test', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: EventSourceArn,
      awsRegion: 'us-east-1',
    },
  ]);
});

test('lets only the reported items come again, after the visibility timeout', async () => {
  const batches: string[][] = [];
  const { sources, send, left } = await start(
    { FunctionResponseTypes: ['ReportBatchItemFailures'] },
    (batch) => {
      batches.push(bodies(batch));
      if (batches.length > 1) return {};
      const failed = batch.filter(({ body }) => body === 'b');
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
  );
  await send('a', 'b', 'c');
  sources.start();
  await expect.poll(left, { timeout: 10_000 }).toBe(0);
  expect(batches).toEqual([['a', 'b', 'c'], ['b']]);
});

test('lets the whole batch come again when the function fails', async () => {
  const batches: string[][] = [];
  const { sources, send, left, reported } = await start({}, (batch) => {
    batches.push(bodies(batch));
    if (batches.length === 1) throw new Error('no');
  });
  await send('a', 'b');
  sources.start();
  await expect.poll(left, { timeout: 10_000 }).toBe(0);
  expect(batches.flat().sort()).toEqual(['a', 'a', 'b', 'b']);
  expect(reported).toEqual([expect.stringContaining('Map: a batch of')]);
});

test('ignores reported items unless the mapping asks for them', async () => {
  const { sources, send, left } = await start({}, (batch) => ({
    batchItemFailures: batch.map(({ messageId }) => ({ itemIdentifier: messageId })),
  }));
  await send('a');
  sources.start();
  await expect.poll(left).toBe(0);
});

test('gives the function no more messages than the batch size', async () => {
  const sizes: number[] = [];
  const { sources, send, left } = await start({ BatchSize: 2 }, (batch) => void sizes.push(batch.length));
  await send('a', 'b', 'c', 'd', 'e');
  sources.start();
  await expect.poll(left).toBe(0);
  expect(Math.max(...sizes)).toBe(2);
});

test('gathers messages for as long as the window is open', async () => {
  const batches: string[][] = [];
  const mapping = {
    BatchSize: 12,
    MaximumBatchingWindowInSeconds: 2,
    ScalingConfig: { MaximumConcurrency: 2 },
  };
  const { sources, send, left } = await start(mapping, (batch) => void batches.push(bodies(batch)), {
    reserved: 1,
  });
  await send(...'abcdefgh');
  sources.start();
  await send(...'ijkl');
  await expect.poll(left, { timeout: 10_000 }).toBe(0);
  expect(batches.map(({ length }) => length)).toEqual([12]);
});

test('has as many batches in flight as the function runs, and no more', async () => {
  let inFlight = 0;
  let most = 0;
  const { sources, send, left } = await start(
    { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 10 } },
    async () => {
      most = Math.max(most, ++inFlight);
      await new Promise((resolve) => setTimeout(resolve, 30));
      inFlight--;
    },
    { reserved: 2 },
  );
  await send(...'abcdef');
  sources.start();
  await expect.poll(left).toBe(0);
  expect(most).toBe(2);
});

test('finishes the batch in flight before it stops, and takes no other', async () => {
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const { sources, send, left } = await start(
    { BatchSize: 1 },
    () => {
      begun.resolve();
      return finish.promise;
    },
    { reserved: 1 },
  );
  await send('a', 'b');
  sources.start();
  await begun.promise;
  const stopped = sources.stop();
  finish.resolve();
  await stopped;
  expect(left()).toBe(1);
});

test('leaves a disabled mapping alone', async () => {
  const { sources, send, left } = await start({ Enabled: false }, () => {});
  await send('a');
  sources.start();
  await sources.stop();
  expect(left()).toBe(1);
});

test('refuses a queue whose visibility timeout is shorter than the function may run, as AWS does', async () => {
  await expect(start({}, () => {}, { visibility: 5, timeout: 6 })).rejects.toThrow(
    'Queue visibility timeout: 5 seconds is less than Function timeout: 6 seconds',
  );
});

test('refuses what it does not support by name', async () => {
  await expect(start({ FilterCriteria: {} }, () => {})).rejects.toThrow('does not support FilterCriteria');
  await expect(start({ BatchSize: 11 }, () => {})).rejects.toThrow(
    'at least 1 second for a BatchSize above 10',
  );
});
