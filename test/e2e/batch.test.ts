import { afterAll, beforeAll, describe, test } from 'vitest';
import { BatchResults } from '../../core/api/batch-results.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import { messageOf } from '../support/pipeline-client.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const textsTo = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, n) => ({
    to: `+4477009${String(n).padStart(5, '0')}`,
    body: `${prefix} ${n}`,
  }));

const sendBatch = async (messages: readonly unknown[], headers: Readonly<Record<string, string>> = {}) => {
  const { status, text } = await pipeline.call('/v1/messages/batch', { body: { messages }, headers });
  if (status !== 200) throw new Error(`the batch was answered with ${status}: ${text}`);
  return { text, results: BatchResults.parse(JSON.parse(text)).results };
};

const idsOf = (results: BatchResults['results']): string[] =>
  results.flatMap((result) => ('messageId' in result ? [result.messageId] : []));

/** The messages that carriers were asked to send, once for each time that they were. */
const submitsOf = async (ids: readonly string[]): Promise<string[]> =>
  (await pipeline.ledger()).map(({ token }) => messageOf(token)).filter((id) => ids.includes(id));

describe.concurrent('a batch', () => {
  test('of a hundred texts is accepted in one call, and each text is sent once', async ({ expect }) => {
    const { results } = await sendBatch([
      ...textsTo(99, 'Many'),
      { to: '+447700900323', body: 'Many 99', type: 'otp' },
    ]);
    const ids = idsOf(results);
    expect(new Set(ids).size).toBe(100);
    await expect.poll(async () => (await submitsOf(ids)).length, { timeout: 90_000 }).toBe(100);
    expect((await submitsOf(ids)).sort()).toEqual(ids.toSorted());
    expect((await pipeline.find(ids[99] ?? '')).body).toBe('Many 99');
  });

  test('that is repeated under its key is answered with the same bytes and sent once', async ({ expect }) => {
    const batch = [...textsTo(12, 'Once'), { to: 'nobody', body: 'x' }];
    const headers = { 'idempotency-key': 'batch-once' };
    const [first, second] = await Promise.all([sendBatch(batch, headers), sendBatch(batch, headers)]);
    expect(second.text).toBe(first.text);
    expect((await sendBatch(batch, headers)).text).toBe(first.text);
    const ids = idsOf(first.results);
    await expect.poll(async () => (await submitsOf(ids)).length, { timeout: 60_000 }).toBe(12);
  });

  test('of a hundred texts of ten segments fits', async ({ expect }) => {
    const sendAt = new Date(Date.now() + 86_400_000).toISOString();
    const texts = textsTo(100, 'Long').map((text) => ({ ...text, body: 'ж'.repeat(670), sendAt }));
    const { results } = await sendBatch(texts);
    expect(results.every((result) => 'segmentCount' in result && result.segmentCount === 10)).toBe(true);
  });

  test('over a megabyte is refused', async ({ expect }) => {
    const body = { messages: [{ to: '+447700900001', body: 'x'.repeat(1_048_576) }] };
    expect(await pipeline.refused('/v1/messages/batch', { body })).toMatchObject({ code: 'body_too_large' });
  });
});
