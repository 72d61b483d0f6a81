import { describe, expect, test } from 'vitest';
import { createSmsClient, type SmsClientOptions } from '../../client/sms-client.ts';
import { acceptedExample, deliveredExample } from '../../core/api/operations/message-examples.ts';
import { json, problem, scriptedFetch } from '../support/scripted-fetch.ts';

const text = { to: '+447700900001', body: 'Hello' };
const accepted = json(acceptedExample, 202);

/** A client whose waits take no time, with what it sent and for how long it waited. */
const clientOf = (script: ReturnType<typeof scriptedFetch>, more: Partial<SmsClientOptions> = {}) => {
  const waits: number[] = [];
  const client = createSmsClient({
    url: 'https://sms.example/',
    apiKey: 'sms_test_key',
    fetch: script.fetch,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
    },
    ...more,
  });
  return { client, waits, sent: script.sent };
};

const refusal = async (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a client', () => {
  test('sends a text with its key, and under an idempotency key of its own', async () => {
    const { client, sent } = clientOf(scriptedFetch(accepted));
    expect(await client.send(text)).toEqual(acceptedExample);
    await client.send(text);
    const [first, second] = sent;
    expect(first).toMatchObject({
      method: 'POST',
      url: 'https://sms.example/v1/messages',
      body: JSON.stringify(text),
    });
    expect(first?.headers.get('authorization')).toBe('Bearer sms_test_key');
    expect(first?.headers.get('content-type')).toBe('application/json');
    const keys = [first, second].map((request) => request?.headers.get('idempotency-key') ?? '');
    expect(keys[0]).toMatch(/^\S{20,255}$/);
    expect(keys[0]).not.toBe(keys[1]);
  });

  test('takes the idempotency key that it is given', async () => {
    const { client, sent } = clientOf(scriptedFetch(accepted));
    await client.send(text, { idempotencyKey: 'order-1' });
    expect(sent[0]?.headers.get('idempotency-key')).toBe('order-1');
  });

  test.each([
    ['no connection', () => new TypeError('fetch failed')],
    ['a 500', problem('internal_error', 500)],
    ['a 503 of the gateway', json({ message: 'Service Unavailable' }, 503)],
    ['a 429', problem('rate_limited', 429)],
  ])('sends again after %s, under the same key', async (_, failure) => {
    const { client, sent, waits } = clientOf(scriptedFetch(failure, failure, accepted));
    expect(await client.send(text)).toEqual(acceptedExample);
    expect(new Set(sent.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
    expect(sent).toHaveLength(3);
    expect(waits).toHaveLength(2);
    expect(waits[0]).toBeGreaterThanOrEqual(125);
    expect(waits[1]).toBeLessThanOrEqual(500);
  });

  test('waits as long as it is asked to, unless that is too long', async () => {
    const soon = problem('rate_limited', 429, {}, { 'retry-after': '7' });
    const { client, waits } = clientOf(scriptedFetch(soon, accepted));
    await client.send(text);
    expect(waits).toEqual([7000]);
    const late = problem('quota_exceeded', 429, {}, { 'retry-after': '3600' });
    const tomorrow = clientOf(scriptedFetch(late));
    expect(await refusal(tomorrow.client.send(text))).toMatchObject({ code: 'quota_exceeded', status: 429 });
    expect(tomorrow.sent).toHaveLength(1);
  });

  test('gives up after its tries, and says why', async () => {
    const down = clientOf(
      scriptedFetch(() => new TypeError('fetch failed')),
      { retries: 2 },
    );
    expect(await refusal(down.client.send(text))).toMatchObject({
      name: 'SmsPipelineError',
      code: 'unreachable',
      status: undefined,
      cause: { message: 'fetch failed' },
    });
    expect(down.sent).toHaveLength(3);
    const failing = clientOf(scriptedFetch(problem('internal_error', 500)), { retries: 0 });
    expect(await refusal(failing.client.send(text))).toMatchObject({ code: 'internal_error', status: 500 });
  });

  test('does not repeat what was refused, and tells every field', async () => {
    const errors = [{ path: 'to', message: 'is required' }];
    const { client, sent } = clientOf(scriptedFetch(problem('invalid_request', 400, { errors })));
    expect(await refusal(client.send(text))).toMatchObject({
      code: 'invalid_request',
      status: 400,
      errors,
      requestId: 'request-1=',
      message: 'It was refused.\n- to is required',
    });
    expect(sent).toHaveLength(1);
  });

  test('takes nothing but the pipeline for its answer', async () => {
    const portal = () => new Response('<p>Sign in</p>', { headers: { 'content-type': 'text/html' } });
    const { client } = clientOf(scriptedFetch(portal));
    expect(await refusal(client.get('msg_1'))).toMatchObject({ code: 'unexpected_answer', status: 200 });
  });

  test('previews, cancels and erases', async () => {
    const nothing = () => new Response(null, { status: 204 });
    const { client, sent } = clientOf(scriptedFetch(nothing, json({ accepted: true })));
    expect(await client.erase('msg_1')).toBeUndefined();
    await client.preview(text);
    await client.cancel('msg_1');
    await client.get('a/b');
    expect(sent.map(({ method, url }) => `${method} ${url.replace('https://sms.example/v1', '')}`)).toEqual([
      'DELETE /messages/msg_1/content',
      'POST /messages/preview',
      'POST /messages/msg_1/cancel',
      'GET /messages/a%2Fb',
    ]);
  });

  test('sends a batch under one key, and gives a result for each text', async () => {
    const refused = { code: 'invalid_request', status: 400 };
    const { client, sent } = clientOf(
      scriptedFetch(problem('internal_error', 500), json({ results: [acceptedExample, refused] })),
    );
    const results = await client.batch([text, { to: '', body: '' }]);
    expect(results.map((result) => ('messageId' in result ? 'accepted' : result.code))).toEqual([
      'accepted',
      'invalid_request',
    ]);
    expect(JSON.parse(sent[1]?.body ?? '')).toEqual({ messages: [text, { to: '', body: '' }] });
    expect(new Set(sent.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
  });

  describe('repeats a batch', () => {
    const [a, b] = [
      { ...acceptedExample, messageId: 'a' },
      { ...acceptedExample, messageId: 'b' },
    ];
    const refused = (code: string, status: number) => ({ code, status });
    const failed = refused('internal_error', 500);
    const limited = refused('rate_limited', 429);
    const wrong = refused('invalid_request', 400);
    const answer = (results: object[], headers = {}) => json({ results }, 200, headers);
    const outcomes = async (...answers: Parameters<typeof scriptedFetch>) => {
      const { client, sent, waits } = clientOf(scriptedFetch(...answers));
      const results = await client.batch([text, text, text]);
      return {
        results: results.map((result) => ('code' in result ? result.code : result.messageId)),
        sent,
        waits,
      };
    };

    test('whole and under the same key, while a text is refused that may be accepted later', async () => {
      const { results, sent } = await outcomes(answer([a, failed, wrong]), answer([a, b, wrong]));
      expect(results).toEqual(['a', 'b', 'invalid_request']);
      expect(sent).toHaveLength(2);
      expect(sent[1]?.body).toBe(sent[0]?.body);
      expect(sent[1]?.headers.get('idempotency-key')).toBe(sent[0]?.headers.get('idempotency-key'));
    });

    test('and takes no acceptance back that a limit refuses the second time', async () => {
      const { results } = await outcomes(answer([a, limited, wrong]), answer([limited, b, wrong]));
      expect(results).toEqual(['a', 'b', 'invalid_request']);
    });

    test('after as long as the answer asks for, unless that is too long', async () => {
      const soon = answer([a, limited, wrong], { 'retry-after': '7' });
      expect((await outcomes(soon, answer([a, b, wrong]))).waits).toEqual([7000]);
      const tomorrow = await outcomes(answer([a, limited, wrong], { 'retry-after': '3600' }));
      expect(tomorrow).toMatchObject({ results: ['a', 'rate_limited', 'invalid_request'], waits: [] });
    });

    test('three times at most, and then says what became of each', async () => {
      const { results, sent } = await outcomes(answer([a, failed, wrong]));
      expect(results).toEqual(['a', 'internal_error', 'invalid_request']);
      expect(sent).toHaveLength(4);
    });

    test('and keeps what it knows when the pipeline does not answer any more', async () => {
      const { results } = await outcomes(answer([a, failed, wrong]), () => new TypeError('fetch failed'));
      expect(results).toEqual(['a', 'internal_error', 'invalid_request']);
    });

    test('never for what is refused for good', async () => {
      expect((await outcomes(answer([a, wrong, b]))).sent).toHaveLength(1);
    });
  });

  test('lists page by page, as far as somebody reads', async () => {
    const page = (ids: string[], nextCursor?: string) =>
      json({ messages: ids.map((messageId) => ({ messageId })), nextCursor });
    const pages = () => scriptedFetch(page(['a', 'b'], 'two'), page([], 'three'), page(['c']));
    const whole = clientOf(pages());
    const seen: string[] = [];
    for await (const { messageId } of whole.client.list({ to: '+447700900001', type: 'otp' }))
      seen.push(messageId);
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(whole.sent.map(({ url }) => new URL(url).search)).toEqual([
      '?to=%2B447700900001&type=otp',
      '?to=%2B447700900001&type=otp&cursor=two',
      '?to=%2B447700900001&type=otp&cursor=three',
    ]);
    const begun = clientOf(pages());
    for await (const _ of begun.client.list()) break;
    expect(begun.sent).toHaveLength(1);
  });

  test('waits until a message is final, asking ever more rarely', async () => {
    const still = json(acceptedExample);
    const { client, waits } = clientOf(
      scriptedFetch(...Array.from({ length: 12 }, () => still), json(deliveredExample)),
    );
    expect(await client.waitForFinal('msg_1')).toMatchObject({ status: 'delivered' });
    expect(waits).toHaveLength(12);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect([waits[0], waits.at(-1)]).toEqual([500, 15_000]);
  });

  test('stops when it is told to, in a request and between two', async () => {
    const stopping = new AbortController();
    const { client } = clientOf(scriptedFetch(json(acceptedExample)), {
      sleep: async (_ms, signal) => {
        stopping.abort(new Error('enough'));
        signal?.throwIfAborted();
      },
    });
    await expect(client.waitForFinal('msg_1', { signal: stopping.signal })).rejects.toThrow('enough');
    await expect(client.get('msg_1', { signal: stopping.signal })).rejects.toThrow('enough');
  });
});
