import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLeapingClock } from '../../local/leaping-clock.ts';
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import { messageOf } from '../support/pipeline-client.ts';

const minutes = 60_000;
const hours = 60 * minutes;

const clock = createLeapingClock();
let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline({ clock });
});
afterAll(() => pipeline.stop());

/** Lets the hours pass, and then whatever time is left to pass until the assertions hold. */
const afterwards = async (ms: number, assertions: () => Promise<void>): Promise<void> => {
  clock.leap(ms);
  const stopLeaping = clock.leapWhenIdle(() => !pipeline.cloud.functions.isBusy());
  await eventually(assertions).finally(stopLeaping);
};
const told = (messageId: string) => pipeline.events.of(messageId).map(({ data }) => data.status);
const statusOf = async (messageId: string) => (await pipeline.find(messageId)).status;

test('a text that is due in an hour goes out then', async () => {
  const sendAt = new Date(clock.now() + 1 * hours).toISOString();
  const { messageId, status } = await pipeline.send({ to: '+447700900320', body: 'In an hour', sendAt });
  expect(status).toBe('scheduled');
  await afterwards(55 * minutes, async () => expect(await statusOf(messageId)).toBe('delivered'));
  const { timeline } = await pipeline.find(messageId);
  const sent = timeline.find((entry) => entry.status === 'sent');
  expect(Date.parse(sent?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(sendAt));
});

test('two texts that cannot be told apart at the carrier stay unknown, and neither is sent again', async () => {
  const text = { to: '+447700900016', body: 'Which of them?' };
  const sent = await Promise.all([pipeline.send(text), pipeline.send(text)]);
  const ids = sent.map(({ messageId }) => messageId);
  await eventually(async () => {
    expect(await Promise.all(ids.map(statusOf))).toEqual(['unknown', 'unknown']);
  });
  const begin = clock.now();
  await afterwards(1 * minutes, async () => expect(clock.now() - begin).toBeGreaterThan(1 * hours));
  const ledger = await pipeline.ledger();
  for (const id of ids) {
    await eventually(() => expect(told(id)).toEqual(['unknown']));
    expect(ledger.filter(({ token }) => messageOf(token) === id)).toMatchObject([{ submits: 1 }]);
  }
});

test('a text without a receipt is closed after three days, and says so', async () => {
  const { messageId } = await pipeline.send({ to: '+447700900005', body: 'No word' });
  await eventually(async () => expect(await statusOf(messageId)).toBe('sent'));
  await afterwards(72 * hours, async () => expect(await statusOf(messageId)).toBe('unknown'));
  expect(await pipeline.find(messageId)).toMatchObject({ error: { code: 'receipt_missing' } });
  await eventually(() => expect(told(messageId)).toEqual(['sent', 'unknown']));
});
