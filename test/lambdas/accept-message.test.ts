import { beforeEach, describe, expect, test } from 'vitest';
import { hashRecipient, hashRequest } from '../../adapters/crypto/hashes.ts';
import { keyedMessageId, randomMessageId } from '../../adapters/crypto/message-ids.ts';
import { messageKeys } from '../../adapters/dynamodb/message-keys.ts';
import { MessageResource } from '../../core/api/message-resource.ts';
import type { Limiter } from '../../core/limits/limiter.ts';
import { defaultPolicies } from '../../core/policy.ts';
import { ProblemError } from '../../core/problem.ts';
import { defaultRouting } from '../../core/routing/routing-table.ts';
import { type AcceptInput, createAcceptMessage } from '../../lambdas/accept-message/accept-message.ts';
import { aCaller } from '../support/builders.ts';
import { limiterWith } from '../support/fake-limits.ts';
import { FakeClock, FakeLaneQueue, silentLog } from '../support/fake-ports.ts';
import { FakeMessageStore } from '../support/fake-stores.ts';

let clock: FakeClock;
let limiter: Limiter;
let messages: FakeMessageStore;
let queues: Record<'otp' | 'transactional' | 'promotional', FakeLaneQueue>;

beforeEach(() => {
  clock = new FakeClock();
  limiter = limiterWith();
  messages = new FakeMessageStore();
  queues = { otp: new FakeLaneQueue(), transactional: new FakeLaneQueue(), promotional: new FakeLaneQueue() };
});

const accept = (body: unknown, extra: Partial<AcceptInput> = {}) =>
  createAcceptMessage({
    messages,
    queues,
    clock: clock.now,
    settings: {
      carrierNames: ['twilio', 'sns'],
      defaultCountry: undefined,
      routing: defaultRouting('twilio'),
      maxSegments: 10,
      allowFixedLines: false,
      retentionDays: 90,
      policies: { ...defaultPolicies, promotional: 'at-least-once' },
    },
    randomMessageId,
    keyedMessageId,
    hashRequest: async (request) => hashRequest(request, 'key'),
    hashRecipient: async (recipient) => hashRecipient(recipient, 'key'),
    limiter,
    log: silentLog,
  })({ caller: aCaller(), idempotencyKey: undefined, body, ...extra });

const text = { to: '+447700900001', body: 'Your code is 482913.' };

const refusal = async (body: unknown, extra: Partial<AcceptInput> = {}): Promise<ProblemError> => {
  const error = await accept(body, extra).catch((thrown: unknown) => thrown);
  if (error instanceof ProblemError) return error;
  throw new Error(`not refused: ${JSON.stringify(error)}`);
};

describe('an accepted text', () => {
  test('is stored, queued in its lane and answered as the API promises', async () => {
    const { message, replayed } = await accept({ ...text, type: 'otp', reference: 'order-7' });
    expect(MessageResource.parse(message)).toMatchObject({
      status: 'accepted',
      to: '+447700900001',
      country: 'GB',
      type: 'otp',
      encoding: 'gsm7',
      segmentCount: 1,
      carrier: 'twilio',
      reference: 'order-7',
      createdAt: '2026-11-01T12:00:00.000Z',
      expiresAt: '2026-11-01T12:10:00.000Z',
      timeline: [{ version: 0, status: 'accepted' }],
      attempts: [],
    });
    expect(replayed).toBe(false);
    expect(messages.rows.has(message.messageId)).toBe(true);
    expect(queues.otp.entries).toMatchObject([{ entry: { messageId: message.messageId, tenant: 'acme' } }]);
  });

  test('keeps the registration of a text to India, which no other recipient has', async () => {
    const dlt = { templateId: '110712345678' };
    const { message } = await accept({ ...text, to: '+919876543210', dlt });
    expect(messages.rows.get(message.messageId)?.dlt).toEqual(dlt);
    const { errors } = await refusal({ ...text, dlt });
    expect(errors).toEqual([{ path: 'dlt', message: 'is for recipients in India; this one is in GB' }]);
  });

  test('has an entry in the queue that holds neither number nor text', async () => {
    await accept(text);
    expect(JSON.stringify(queues.transactional.entries)).not.toMatch(/447700900001|482913/);
  });

  test('takes a national number together with its country', async () => {
    const { message } = await accept({ ...text, to: '07700 900001', defaultCountry: 'GB' });
    expect(message.to).toBe('+447700900001');
  });

  test('goes out in UCS-2, or with typographic characters replaced, as asked', async () => {
    const curly = { ...text, body: 'It’s here' };
    expect((await accept(curly)).message).toMatchObject({ encoding: 'ucs2', body: 'It’s here' });
    expect((await accept({ ...curly, smartEncoding: true })).message).toMatchObject({
      encoding: 'gsm7',
      body: "It's here",
    });
  });

  test('that could not be queued is an error whose repetition is safe', async () => {
    queues.transactional.failNext = true;
    await expect(accept(text, { idempotencyKey: 'k' })).rejects.toThrow('queue is down');
    await accept(text, { idempotencyKey: 'k' });
    expect(messages.rows.size).toBe(1);
    expect(queues.transactional.entries).toHaveLength(1);
  });
});

describe('a scheduled text', () => {
  const inSeconds = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000).toISOString();

  test('is scheduled, and its validity and retention count from its time', async () => {
    const { message } = await accept({ ...text, type: 'otp', sendAt: '2026-11-03T13:00:00+01:00' });
    expect(MessageResource.parse(message)).toMatchObject({
      status: 'scheduled',
      sendAt: '2026-11-03T12:00:00.000Z',
      expiresAt: '2026-11-03T12:10:00.000Z',
      timeline: [{ status: 'scheduled', at: '2026-11-01T12:00:00.000Z' }],
    });
    const row = messages.rows.get(message.messageId);
    expect(row?.expiresAtEpoch).toBe(Date.parse('2026-11-03T12:00:00.000Z') / 1000 + 90 * 86_400);
    expect(queues.otp.entries).toEqual([]);
  });

  test.each([
    [1, 1],
    [899.5, 900],
    [900, 900],
  ])('that is due in %d s is in its queue at once, with a delay', async (seconds, delaySeconds) => {
    await accept({ ...text, sendAt: inSeconds(seconds) });
    expect(queues.transactional.entries).toMatchObject([{ delaySeconds }]);
  });

  test('that is due later is found by its hour, and has no queue entry', async () => {
    const sendAt = inSeconds(901);
    const { message } = await accept({ ...text, sendAt });
    const row = messages.rows.get(message.messageId);
    expect(queues.transactional.entries).toEqual([]);
    expect(row && messageKeys(row)).toMatchObject({
      dueKey: expect.stringMatching(/^2026-11-01T12#[0-7]$/),
      dueSortKey: `${sendAt}#${message.messageId}`,
    });
  });

  test.each([-60, -1, 0])('whose time is %d s away is sent at once', async (seconds) => {
    const { message } = await accept({ ...text, sendAt: inSeconds(seconds) });
    expect(message).toMatchObject({ status: 'accepted', expiresAt: '2026-11-02T12:00:00.000Z' });
    expect(message).not.toHaveProperty('sendAt');
    expect(queues.transactional.entries).toMatchObject([{ delaySeconds: undefined }]);
  });

  test.each([
    ['in the past', '2026-11-01T11:58:59Z'],
    ['over 30 days ahead', '2026-12-01T12:00:01Z'],
    ['without an offset', '2026-11-02T12:00:00'],
    ['that is none', 'tomorrow'],
  ])('with a time %s is refused', async (_what, sendAt) => {
    expect(await refusal({ ...text, sendAt })).toMatchObject({ errors: [{ path: 'sendAt' }] });
    expect(messages.rows.size).toBe(0);
  });

  test('is replayed also when its time has passed, and queued again, as its first entry may be lost', async () => {
    const scheduled = { ...text, sendAt: inSeconds(3_600) };
    const first = await accept(scheduled, { idempotencyKey: 'k' });
    clock.pass(7_200);
    const second = await accept(scheduled, { idempotencyKey: 'k' });
    expect(JSON.stringify(second.message)).toBe(JSON.stringify(first.message));
    expect(second.replayed).toBe(true);
    expect(queues.transactional.entries).toHaveLength(1);
    expect(await refusal(scheduled, { idempotencyKey: 'another' })).toMatchObject({
      code: 'invalid_request',
    });
  });
});

describe('an idempotency key', () => {
  test('gives a repeated request the very bytes of the first answer', async () => {
    const first = await accept(text, { idempotencyKey: 'order-7' });
    clock.pass(3_600);
    const second = await accept({ body: text.body, to: text.to }, { idempotencyKey: 'order-7' });
    expect(JSON.stringify(second.message)).toBe(JSON.stringify(first.message));
    expect([first.replayed, second.replayed]).toEqual([false, true]);
  });

  test('refuses another request under the same key', async () => {
    await accept(text, { idempotencyKey: 'order-7' });
    expect(await refusal({ ...text, body: 'Another' }, { idempotencyKey: 'order-7' })).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  test('still names its message when the content is erased, and sends nothing again', async () => {
    const { message } = await accept(text, { idempotencyKey: 'order-7' });
    await messages.erase(message.messageId, clock.now());
    const again = await accept(text, { idempotencyKey: 'order-7' });
    expect(again).toMatchObject({ replayed: true, message: { messageId: message.messageId } });
    expect(again.message).toHaveProperty('erasedAt');
    expect(JSON.stringify(again.message)).not.toMatch(/447700900001|482913/);
    expect(queues.transactional.entries).toHaveLength(1);
    expect(await refusal({ ...text, body: 'Another' }, { idempotencyKey: 'order-7' })).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  test('belongs to its tenant', async () => {
    const ours = await accept(text, { idempotencyKey: 'order-7' });
    const theirs = await accept(text, { idempotencyKey: 'order-7', caller: aCaller({ tenant: 'globex' }) });
    expect(theirs.message.messageId).not.toBe(ours.message.messageId);
  });

  test.each(['', ' ', 'a\tb', 'é', 'x'.repeat(256)])(
    'is refused when malformed: %j',
    async (idempotencyKey) => {
      expect(await refusal(text, { idempotencyKey })).toMatchObject({ code: 'invalid_idempotency_key' });
    },
  );
});

describe('a refusal', () => {
  const pathsOf = ({ errors = [] }: ProblemError): string[] => errors.map(({ path }) => path);

  test.each([
    ['nothing', {}, ['to', 'body']],
    ['no object', null, ['']],
    ['an array', [], ['']],
    [
      'wrong types',
      { to: 7, body: ['x'], type: 'fast', smartEncoding: 'yes' },
      ['to', 'body', 'type', 'smartEncoding'],
    ],
    ['unknown fields', { ...text, too: 1, text: 2 }, ['too', 'text']],
    ['an empty body', { ...text, body: '' }, ['body']],
    ['a metadata value of another type', { ...text, metadata: { order: 7 } }, ['metadata.order']],
    [
      'too many pairs',
      { ...text, metadata: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [i, ''])) },
      ['metadata'],
    ],
    ['a validity of nothing', { ...text, validitySeconds: 0 }, ['validitySeconds']],
    ['a text of eleven segments', { ...text, body: 'x'.repeat(1_531) }, ['body']],
    ['a number that cannot be', { ...text, to: '+4477009' }, ['to']],
    ['words for a number', { ...text, to: 'my phone' }, ['to']],
    ['a carrier that is not configured', { ...text, carrier: 'pigeon' }, ['carrier']],
    [
      'a number, a text and a carrier at once',
      { to: '+1', body: 'x'.repeat(1_531), carrier: 'p' },
      ['to', 'body', 'carrier'],
    ],
    ['an unknown field beside a number that cannot be', { ...text, to: '+1', too: 1 }, ['too', 'to']],
    ['a wrong type beside a text of eleven segments', { to: 7, body: 'x'.repeat(1_531) }, ['to', 'body']],
    [
      'a long name beside a number that cannot be',
      { ...text, to: '+1', from: 'TwelveLetters' },
      ['to', 'from'],
    ],
    ['a national sender beside a number that cannot be', { ...text, to: '+1', from: '07700900001' }, ['to']],
    ['GSM-7 that cannot be', { ...text, body: 'Привет', encoding: 'gsm7' }, ['body']],
  ])('of %s names each field', async (_what, body, paths) => {
    const refused = await refusal(body);
    expect(refused.code).toBe('invalid_request');
    expect(pathsOf(refused).sort()).toEqual([...paths].sort());
    expect(messages.rows.size).toBe(0);
  });

  test('never repeats the number or the text', async () => {
    const refused = await refusal({ to: '+447700900', body: 'Привет', encoding: 'gsm7', secret: 1 });
    expect(JSON.stringify(refused.toProblem())).not.toMatch(/4477009|Привет/);
  });

  test('does not fall for __proto__', async () => {
    const body: unknown = JSON.parse('{"to":"+447700900001","body":"x","__proto__":{"type":"otp"}}');
    expect(pathsOf(await refusal(body))).toEqual(['__proto__']);
  });
});

describe('an API key', () => {
  const testCaller = aCaller({ rights: { kind: 'test' } });

  test('of kind test sends to the sandbox, whatever the routing and the request say', async () => {
    const { message } = await accept({ ...text, carrier: 'twilio' }, { caller: testCaller });
    expect(message.route).toEqual({ rule: 'test-key', carrier: 'sandbox', considered: ['sandbox'] });
    expect((await accept({ ...text, carrier: 'sandbox' }, { caller: testCaller })).message.carrier).toBe(
      'sandbox',
    );
  });

  test('of kind live cannot name the sandbox where it is no carrier of the deployment', async () => {
    expect(await refusal({ ...text, carrier: 'sandbox' })).toMatchObject({ errors: [{ path: 'carrier' }] });
  });

  test('of kind test shares no idempotency keys with live ones, whose texts would not go', async () => {
    const tried = await accept(text, { caller: testCaller, idempotencyKey: 'order-7' });
    const live = await accept(text, { idempotencyKey: 'order-7' });
    expect(live).toMatchObject({ replayed: false, message: { carrier: 'twilio' } });
    expect(live.message.messageId).not.toBe(tried.message.messageId);
  });

  test('that may not send a text is refused as forbidden, and nothing is stored', async () => {
    const caller = aCaller({ rights: { kind: 'team', recipients: ['+447700900002'] } });
    expect((await refusal(text, { caller })).toProblem()).toMatchObject({
      status: 403,
      code: 'key_restricted',
      errors: [{ path: 'to' }],
    });
    expect(messages.rows.size).toBe(0);
  });
});

describe('the daily quota', () => {
  const twoSegments = { ...text, body: 'x'.repeat(161) };

  beforeEach(() => {
    limiter = limiterWith({ perTenant: { segmentsPerDay: 3 } }, undefined, clock.now);
  });

  test('counts segments, and refuses a text that needs more than are left', async () => {
    await accept(twoSegments);
    const refused = await refusal(twoSegments);
    expect(refused).toMatchObject({ code: 'quota_exceeded', headers: { 'retry-after': '43200' } });
    expect(messages.rows.size).toBe(1);
    await accept(text);
  });

  test('begins anew with the UTC day', async () => {
    await accept(twoSegments);
    clock.pass(43_200);
    await accept(twoSegments);
  });

  test('counts a repeated request once', async () => {
    for (let i = 0; i < 5; i += 1) await accept(twoSegments, { idempotencyKey: 'order-7' });
    await accept(text);
  });

  test('does not keep a repeated request from its answer', async () => {
    const first = await accept(twoSegments, { idempotencyKey: 'order-7' });
    await accept(text);
    expect(await accept(twoSegments, { idempotencyKey: 'order-7' })).toMatchObject({
      replayed: true,
      message: { messageId: first.message.messageId },
    });
  });

  test('is not for test keys, whose texts cost nothing', async () => {
    const caller = aCaller({ rights: { kind: 'test' } });
    await accept(twoSegments, { caller });
    await accept(twoSegments, { caller });
  });
});
