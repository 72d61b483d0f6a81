import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BusInvocation, createBusSubscription } from '../../../adapters/lambda/bus-subscription.ts';
import { createLogSubscription, LogSubscriptionEvent } from '../../../adapters/lambda/log-subscription.ts';
import { push, queueOrPushHandler } from '../../../adapters/lambda/queue-or-push-handler.ts';
import { silentLog } from '../../support/fake-ports.ts';
import { lambdaContext } from '../../support/lambda-context.ts';

const setUp = () => {
  const taken: unknown[] = [];
  const warned: unknown[] = [];
  const log = { ...silentLog, warn: (event: string, fields?: object) => warned.push({ event, ...fields }) };
  const step = async (items: readonly unknown[]) => {
    taken.push(...items);
  };
  const handler = queueOrPushHandler(
    async (event) => {
      taken.push(event);
      return { batchItemFailures: [] };
    },
    push(
      LogSubscriptionEvent,
      createLogSubscription((line) => `line ${line}`, step, log),
    ),
    push(
      BusInvocation,
      createBusSubscription(({ detail }) => detail.known, step, log),
    ),
  );
  return { handle: (event: unknown) => handler(event, lambdaContext()), taken, warned };
};

const busEvent = (detail: object) => ({ source: 'aws.sms-voice', 'detail-type': 'Status', detail });

test('tells apart the batches of a queue, the lines of a log and the events of a bus', async () => {
  const { handle, taken } = setUp();
  const batch = { Records: [] };
  const lines = { messageType: 'DATA_MESSAGE', logEvents: [{ message: 'a' }, { message: 'b' }] };
  expect(await handle(batch)).toEqual({ batchItemFailures: [] });
  expect(
    await handle({ awslogs: { data: gzipSync(JSON.stringify(lines)).toString('base64') } }),
  ).toBeUndefined();
  expect(await handle(busEvent({ known: 'event' }))).toBeUndefined();
  expect(taken).toEqual([batch, 'line a', 'line b', 'event']);
});

test('leaves out an event that is no receipt, and says so', async () => {
  const { handle, taken, warned } = setUp();
  await handle(busEvent({}));
  expect(taken).toEqual([]);
  expect(warned).toEqual([{ event: 'event is no receipt', reason: 'Status' }]);
});

test('fails the invocation when the step of a push fails, so that Lambda repeats it', async () => {
  const failing = queueOrPushHandler(
    async () => ({ batchItemFailures: [] }),
    push(BusInvocation, async () => {
      throw new Error('the queue is down');
    }),
  );
  await expect(failing(busEvent({}), lambdaContext())).rejects.toThrow('the queue is down');
});
