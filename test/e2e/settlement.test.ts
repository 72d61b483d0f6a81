import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import { messageOf } from '../support/pipeline-client.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const submitsOf = async (messageId: string) =>
  (await pipeline.ledger()).filter(({ token }) => messageOf(token) === messageId);
/** An event may come a moment after the message shows what it tells. */
const isTold = (messageId: string, statuses: readonly string[]) =>
  eventually(() => expect(pipeline.events.of(messageId).map(({ data }) => data.status)).toEqual(statuses));

/** It waits for Twilio's minute, after which a look-up is believed. */
describe.concurrent('a text whose answer was lost', () => {
  test('ends delivered by look-up when it was taken, though no receipt ever comes', async () => {
    const { messageId } = await pipeline.send({ to: '+447700900016', body: 'Lost, but on its way' });
    await eventually(async () => expect((await pipeline.find(messageId)).status).toBe('delivered'));
    await isTold(messageId, ['unknown', 'delivered']);
    expect(pipeline.events.of(messageId)[0]?.data).toMatchObject({ attempt: 1, resolution: 'lookup' });
    expect(await submitsOf(messageId)).toMatchObject([{ submits: 1, taken: 1, receipts: [] }]);
  });

  test('is submitted again, once, when it was not taken', async () => {
    const { messageId } = await pipeline.send({ to: '+447700900015', body: 'Lost for good' });
    await eventually(async () => expect((await pipeline.find(messageId)).status).toBe('delivered'));
    const message = await pipeline.find(messageId);
    expect(message.attempts.map(({ result }) => result)).toEqual(['absent', 'accepted']);
    expect(message.possibleDuplicate).toBeUndefined();
    await isTold(messageId, ['unknown', 'sent', 'delivered']);
    expect((await submitsOf(messageId)).map(({ submits, taken }) => [submits, taken])).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });
});

describe.concurrent('an opt-out', () => {
  const path = '/v1/opt-outs/%2B447700900030';

  test('blocks what is sent after it, until it is removed', async () => {
    expect((await pipeline.call(path)).status).toBe(404);
    expect((await pipeline.call(path, { method: 'PUT' })).status).toBe(200);
    const blocked = await pipeline.send({ to: '+447700900030', body: 'Not wanted' });
    await eventually(async () => {
      expect(await pipeline.find(blocked.messageId)).toMatchObject({
        status: 'blocked',
        error: { code: 'opted_out' },
      });
    });
    expect(await submitsOf(blocked.messageId)).toEqual([]);
    await isTold(blocked.messageId, ['blocked']);

    expect((await pipeline.call('/v1/opt-outs/+447700900030', { method: 'DELETE' })).status).toBe(204);
    const wanted = await pipeline.send({ to: '+447700900030', body: 'Wanted again' });
    await eventually(async () => expect((await pipeline.find(wanted.messageId)).status).toBe('delivered'));
  });
});
