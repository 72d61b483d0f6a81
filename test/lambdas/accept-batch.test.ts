import { beforeEach, describe, expect, test } from 'vitest';
import { BatchResults } from '../../core/api/batch-results.ts';
import type { Limiter } from '../../core/limits/limiter.ts';
import { ProblemError } from '../../core/problem.ts';
import { type BatchInput, createAcceptBatch } from '../../lambdas/accept-batch/accept-batch.ts';
import { createAcceptMessage } from '../../lambdas/accept-message/accept-message.ts';
import { acceptDeps, fakeQueues } from '../support/accept-deps.ts';
import { aCaller } from '../support/builders.ts';
import { limiterWith } from '../support/fake-limits.ts';
import { FakeClock, silentLog } from '../support/fake-ports.ts';
import { FakeMessageStore } from '../support/fake-stores.ts';

let clock: FakeClock;
let limiter: Limiter;
let messages: FakeMessageStore;
let queues: ReturnType<typeof fakeQueues>;

beforeEach(() => {
  clock = new FakeClock();
  limiter = limiterWith({}, undefined, clock.now);
  messages = new FakeMessageStore();
  queues = fakeQueues();
});

const call = (body: unknown, extra: Partial<BatchInput> = {}) =>
  createAcceptBatch({
    accept: createAcceptMessage(acceptDeps({ messages, queues, clock: clock.now, limiter })),
    limiter,
    log: silentLog,
  })({ caller: aCaller(), idempotencyKey: undefined, body, ...extra });

const send = async (texts: readonly unknown[], extra: Partial<BatchInput> = {}) =>
  (await call({ messages: texts }, extra)).body.results;

const refusal = async (body: unknown, extra: Partial<BatchInput> = {}): Promise<ProblemError> => {
  const error = await call(body, extra).catch((thrown: unknown) => thrown);
  if (error instanceof ProblemError) return error;
  throw new Error(`not refused: ${JSON.stringify(error)}`);
};

const text = (n: number) => ({ to: '+447700900001', body: `Text ${n}` });
const texts = (count: number) => Array.from({ length: count }, (_, n) => text(n));
const codesOf = (results: BatchResults['results']) =>
  results.map((result) => ('code' in result ? result.code : result.status));

describe('a batch', () => {
  test('answers for each text in its place, and stores and queues what it accepts', async () => {
    const results = await send([
      { ...text(0), type: 'otp' },
      { ...text(1), to: '+1', too: 1 },
      7,
      { ...text(3), type: 'promotional' },
    ]);
    expect(BatchResults.parse({ results })).toMatchObject({
      results: [
        { status: 'accepted', body: 'Text 0', type: 'otp' },
        { code: 'invalid_request', status: 400, errors: [{ path: 'too' }, { path: 'to' }] },
        { code: 'invalid_request', errors: [{ path: '' }] },
        { status: 'accepted', body: 'Text 3', type: 'promotional' },
      ],
    });
    const ids = results.flatMap((result) => ('messageId' in result ? [result.messageId] : []));
    expect([...messages.rows.keys()]).toEqual(ids);
    const queued = [...queues.otp.entries, ...queues.promotional.entries];
    expect(queued.map(({ entry }) => entry.messageId)).toEqual(ids);
  });

  test('takes a hundred texts, each with an id of its own', async () => {
    const results = await send(texts(100));
    expect(results.map((result) => ('body' in result ? result.body : ''))).toEqual(
      texts(100).map(({ body }) => body),
    );
    expect(messages.rows.size).toBe(100);
    expect(queues.transactional.entries).toHaveLength(100);
  });

  test('of scheduled texts keeps each to its time', async () => {
    const sendAt = new Date(clock.now().getTime() + 3_600_000).toISOString();
    const results = await send([
      { ...text(0), sendAt },
      { ...text(1), sendAt: '2020-01-01T00:00:00Z' },
    ]);
    expect(results).toMatchObject([{ status: 'scheduled', sendAt }, { errors: [{ path: 'sendAt' }] }]);
    expect(queues.transactional.entries).toEqual([]);
  });

  test('of a test key goes to the sandbox', async () => {
    const caller = aCaller({ rights: { kind: 'test' } });
    expect(await send([text(0)], { caller })).toMatchObject([{ carrier: 'sandbox' }]);
  });

  test('refuses by itself each text that its key may not send', async () => {
    const caller = aCaller({ rights: { kind: 'live', countries: ['GB'] } });
    const results = await send([text(0), { ...text(1), to: '+33612345678' }], { caller });
    expect(codesOf(results)).toEqual(['accepted', 'key_restricted']);
  });

  test.each([
    ['nothing', undefined, ['']],
    ['an array', texts(1), ['']],
    ['no messages', {}, ['messages']],
    ['an empty list', { messages: [] }, ['messages']],
    ['101 texts', { messages: texts(101) }, ['messages']],
    ['an object for a list', { messages: text(0) }, ['messages']],
    ['a field that belongs into each text', { messages: texts(1), type: 'otp' }, ['type']],
    ['a prototype', JSON.parse('{"messages":[{}],"__proto__":{"type":"otp"}}'), ['__proto__']],
  ])('of %s is refused as a whole', async (_what, body, paths) => {
    const { code, errors = [] } = await refusal(body);
    expect([code, errors.map(({ path }) => path)]).toEqual(['invalid_request', paths]);
    expect(messages.rows.size).toBe(0);
  });

  test('says how many texts it takes', async () => {
    const { errors } = await refusal({ messages: texts(101) });
    expect(errors).toEqual([{ path: 'messages', message: 'must have at most 100 items' }]);
  });
});

describe('a batch with an idempotency key', () => {
  const keyed = { idempotencyKey: 'order-7' };

  test('gives a repeated call the very bytes of the first answer, and sends nothing twice', async () => {
    const batch = [...texts(3), { to: 'nobody', body: 'x' }];
    const first = await send(batch, keyed);
    clock.pass(3_600);
    expect(JSON.stringify(await send(batch, keyed))).toBe(JSON.stringify(first));
    expect(messages.rows.size).toBe(3);
  });

  test('sends equal texts as often as they are in it', async () => {
    await send([text(0), text(0)], keyed);
    expect(messages.rows.size).toBe(2);
  });

  test('refuses another text in the same place by itself, and accepts what was not there before', async () => {
    await send(texts(2), keyed);
    const results = await send([text(0), text(9), text(2)], keyed);
    expect(codesOf(results)).toEqual(['accepted', 'idempotency_key_reused', 'accepted']);
    expect(messages.rows.size).toBe(3);
  });

  test('shares it with no single text and no other tenant', async () => {
    await send(texts(1), keyed);
    const single = { caller: aCaller(), ...keyed, body: text(5) };
    const accept = createAcceptMessage(acceptDeps({ messages, queues, clock: clock.now }));
    expect(await accept(single)).toMatchObject({ replayed: false });
    expect(codesOf(await send([text(6)], { ...keyed, caller: aCaller({ tenant: 'globex' }) }))).toEqual([
      'accepted',
    ]);
    expect(messages.rows.size).toBe(3);
  });

  test('answers for an erased text with what is left of it', async () => {
    const [first] = await send(texts(1), keyed);
    if (!first || !('messageId' in first)) throw new Error('not accepted');
    await messages.erase(first.messageId, clock.now());
    const [again] = await send(texts(1), keyed);
    expect(again).toMatchObject({ messageId: first.messageId, erasedAt: expect.any(String) });
    expect(again).not.toHaveProperty('body');
    expect(queues.transactional.entries).toHaveLength(1);
  });

  test('is refused as a whole when the key is malformed', async () => {
    expect(await refusal({ messages: texts(2) }, { idempotencyKey: 'é' })).toMatchObject({
      code: 'invalid_idempotency_key',
    });
  });
});

describe('where something fails', () => {
  const failing = (...places: readonly number[]) => {
    const isFailing = (body: string) => places.some((place) => body === `Text ${place}`);
    const store = new FakeMessageStore();
    messages.add = async (message) => {
      if (isFailing(message.body)) throw new Error('the table is down');
      return store.add(message);
    };
    messages.find = (messageId) => store.find(messageId);
    return store;
  };

  test('a text that was not stored is an error of its own, and its repetition accepts it', async () => {
    const store = failing(1, 3);
    const keyed = { idempotencyKey: 'order-7' };
    const results = await send(texts(4), keyed);
    expect(codesOf(results)).toEqual(['accepted', 'internal_error', 'accepted', 'internal_error']);
    expect(results[1]).toMatchObject({
      status: 500,
      detail: expect.stringContaining('Trying again is safe'),
    });
    expect(queues.transactional.entries).toHaveLength(2);
    failing();
    messages.add = (message) => store.add(message);
    messages.find = (messageId) => store.find(messageId);
    const again = await send(texts(4), keyed);
    expect(codesOf(again)).toEqual(Array(4).fill('accepted'));
    expect(again[0]).toEqual(results[0]);
    expect(store.rows.size).toBe(4);
  });

  test('a text that was stored and not queued is an error, and its repetition queues it', async () => {
    const keyed = { idempotencyKey: 'order-7' };
    queues.transactional.failNext = true;
    expect(codesOf(await send(texts(3), keyed))).toEqual(['internal_error', 'accepted', 'accepted']);
    expect(messages.rows.size).toBe(3);
    const results = await send(texts(3), keyed);
    expect(codesOf(results)).toEqual(Array(3).fill('accepted'));
    const queued = new Set(queues.transactional.entries.map(({ entry }) => entry.messageId));
    expect(queued).toEqual(new Set(messages.rows.keys()));
  });
});

describe('what is limited', () => {
  test('counts each text as a request, the first of them at the door', async () => {
    limiter = limiterWith({ perKey: { requestsPerMinute: 3 } }, undefined, clock.now);
    await limiter.admit(aCaller());
    const results = await send(texts(5));
    expect(codesOf(results)).toEqual(['accepted', 'accepted', 'accepted', 'rate_limited', 'rate_limited']);
    expect(messages.rows.size).toBe(3);
  });

  test('says when what was refused may be accepted: the soonest, and nothing where nothing is to be waited for', async () => {
    const minute = { perKey: { requestsPerMinute: 3 }, perTenant: { segmentsPerDay: 1 } };
    limiter = limiterWith(minute, undefined, clock.now);
    await limiter.admit(aCaller());
    const long = { ...text(0), body: 'x'.repeat(306) };
    const both = await call({ messages: [text(0), long, text(2), text(3)] });
    expect(codesOf(both.body.results)).toEqual([
      'accepted',
      'quota_exceeded',
      'quota_exceeded',
      'rate_limited',
    ]);
    expect(Number(both.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(both.headers['retry-after'])).toBeLessThanOrEqual(60);
    limiter = limiterWith({}, undefined, clock.now);
    expect((await call({ messages: [text(0), { to: 'x' }] })).headers).toEqual({});
  });

  test('counts segments text by text, in their order, and refuses those for which nothing is left', async () => {
    limiter = limiterWith({ perTenant: { segmentsPerDay: 4 } }, undefined, clock.now);
    const long = { ...text(1), body: 'x'.repeat(306) };
    const results = await send([text(0), long, long, text(3), text(4)]);
    expect(codesOf(results)).toEqual([
      'accepted',
      'accepted',
      'quota_exceeded',
      'accepted',
      'quota_exceeded',
    ]);
  });
});
