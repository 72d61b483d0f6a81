import { afterAll, beforeAll, describe, test } from 'vitest';
import { PreviewResource } from '../../core/api/preview-resource.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const preview = async (body: object, headers: Record<string, string> = {}) => {
  const { status, text } = await pipeline.call('/v1/messages/preview', { body, headers });
  if (status !== 200) throw new Error(`the preview was answered with ${status}: ${text}`);
  return PreviewResource.parse(JSON.parse(text));
};

/** 100 characters, two of them curly: two segments in UCS-2, one in GSM-7. */
const curly = `${'“Ready when you are.” '.padEnd(99, 'x')}x`;

describe.concurrent('a preview', () => {
  test('shows what forces UCS-2, what would replace it, and what that saves', async ({ expect }) => {
    const shown = await preview({ to: '07700 900001', defaultCountry: 'GB', body: curly });
    expect(shown).toMatchObject({
      accepted: true,
      errors: [],
      to: '+447700900001',
      country: 'GB',
      encoding: 'ucs2',
      segmentCount: 2,
      segmentCountEstimated: false,
      body: curly,
      smartEncoding: { applied: false, segmentCount: 1, savedSegments: 1 },
      route: { carrier: 'twilio' },
    });
    expect(shown.forcingCharacters).toEqual([
      { position: 0, codePoint: 'U+201C', character: '“', replacement: '"' },
      { position: 20, codePoint: 'U+201D', character: '”', replacement: '"' },
    ]);
    expect(shown.segments.map(({ text }) => text).join('')).toBe(curly);
    expect(shown.smartEncoding?.body).toBe(curly.replaceAll(/[“”]/g, '"'));
  });

  test('calls the count an estimate where the carrier divides a long text in its own way', async ({
    expect,
  }) => {
    const long = { to: '+447700900001', body: 'word '.repeat(50), carrier: 'sns' };
    expect(await preview(long)).toMatchObject({ segmentCount: 2, segmentCountEstimated: true });
    const short = { ...long, body: 'word' };
    expect(await preview(short)).toMatchObject({ segmentCount: 1, segmentCountEstimated: false });
  });

  test('shows the text as smart encoding would send it', async ({ expect }) => {
    const shown = await preview({ to: '+447700900001', body: curly, smartEncoding: true });
    expect(shown).toMatchObject({
      encoding: 'gsm7',
      segmentCount: 1,
      body: curly.replaceAll(/[“”]/g, '"'),
      smartEncoding: { applied: true, savedSegments: 1 },
    });
  });

  test('says all that would be refused, at once', async ({ expect }) => {
    const shown = await preview({
      to: '+4477009000011',
      body: 'ж'.repeat(700),
      from: 'A name that is long',
      carrier: 'pigeon',
    });
    expect(shown.accepted).toBe(false);
    expect(shown.errors.map(({ path }) => path)).toEqual(['to', 'body', 'carrier', 'from']);
    expect(shown).toMatchObject({ encoding: 'ucs2', segmentCount: 11 });
  });

  test('refuses what cannot be read, as sending does', async ({ expect }) => {
    const body = { to: 1, text: 'x' };
    const previewed = await pipeline.refused('/v1/messages/preview', { body });
    expect(previewed).toEqual(await pipeline.refused('/v1/messages', { body }));
    expect(previewed.errors?.map(({ path }) => path)).toEqual(['to', 'body', 'text']);
  });

  test('sends nothing and stores nothing, not even under an Idempotency-Key', async ({ expect }) => {
    const headers = { 'idempotency-key': 'preview-1' };
    const shown = await preview({ to: '+447700900001', body: 'Only a question' }, headers);
    expect(shown).not.toHaveProperty('messageId');
    const sent = await pipeline.send({ to: '+447700900002', body: 'A text to another' }, headers);
    expect(sent.to).toBe('+447700900002');
    const recipients = async () => (await pipeline.ledger()).map(({ recipient }) => recipient);
    await expect.poll(recipients, { timeout: 60_000 }).toEqual(['+447700900002']);
  });
});
