import { expect, test } from 'vitest';
import { openCarrier } from '../../../../adapters/carriers/http/submitter.ts';
import type { HttpRequest, HttpResult } from '../../../../adapters/http/http-client.ts';
import { carrierDeps, fakeSecrets } from '../../../support/carrier-deps.ts';
import { apiSecret, describedApi } from '../../../support/http-carrier.ts';
import { submitRequest } from '../../../support/submit-request.ts';

const answered = (status: number, json: unknown, headers: Record<string, string> = {}): HttpResult => ({
  kind: 'answered',
  status,
  headers,
  body: Buffer.from(JSON.stringify(json)),
});

const setUp = (result: HttpResult, more: object = {}, secret = JSON.stringify(apiSecret)) => {
  const requests: HttpRequest[] = [];
  const secrets = fakeSecrets(secret);
  const http = {
    send: async (request: HttpRequest) => {
      requests.push(request);
      return result;
    },
    close: () => {},
  };
  const settings = describedApi('https://api.example.com', more);
  return { carrier: openCarrier(settings, carrierDeps({ http, secrets: secrets.store })), requests, secrets };
};

const withoutCode = {
  answer: { id: '/id', httpStatuses: { 402: 'insufficient_funds', 409: 'temporary', 500: 'permanent' } },
};
const refusalsOnly = { answer: { id: '/id', code: '/error', codes: { E1: 'content_rejected' } } };

const cases = [
  ['a yes by its code', {}, answered(200, { code: 'OK', id: 7 }), 'taken', '7'],
  ['a yes without an id', {}, answered(200, { code: 'OK' }), 'ambiguous', 'outcome_unknown'],
  ['an id without the code', {}, answered(200, { id: '1' }), 'ambiguous', 'outcome_unknown'],
  ['a code that is new', {}, answered(200, { code: 'NEW', id: '1' }), 'ambiguous', 'outcome_unknown'],
  ['a no inside a 200', {}, answered(200, { code: 'NO_SUCH_NUMBER' }), 'permanent', 'invalid_destination'],
  ['a kind of failure', {}, answered(503, { code: 'BUSY' }), 'temporary', 'provider_error'],
  ['a yes inside a 400', {}, answered(400, { code: 'OK', id: '1' }), 'ambiguous', 'outcome_unknown'],
  ['an id where no code is expected', refusalsOnly, answered(201, { id: '1' }), 'taken', '1'],
  ['a known refusal', refusalsOnly, answered(422, { error: 'E1' }), 'permanent', 'content_rejected'],
  [
    'an unknown refusal',
    refusalsOnly,
    answered(201, { id: '1', error: 'E2' }),
    'ambiguous',
    'outcome_unknown',
  ],
  ['a status of the table', withoutCode, answered(402, {}), 'temporary', 'insufficient_funds'],
  ['a kind by status', withoutCode, answered(409, {}), 'temporary', 'provider_error'],
  ['a 500 that is known for a no', withoutCode, answered(500, {}), 'permanent', 'invalid_request'],
  ['a 401', withoutCode, answered(401, {}), 'temporary', 'auth'],
  ['a 413', withoutCode, answered(413, {}), 'permanent', 'too_long'],
  ['a 502', withoutCode, answered(502, {}), 'ambiguous', 'outcome_unknown'],
] as const;

for (const [what, settings, result, kind, code] of cases) {
  test(`takes ${what} for ${kind}, ${code}`, async () => {
    const outcome = await setUp(result, settings).carrier.submit(submitRequest());
    expect(outcome).toMatchObject(
      kind === 'taken' ? { ok: true, value: { carrierMessageId: code } } : { failure: { kind, code } },
    );
  });
}

test('waits as long as a throttled answer asks', async () => {
  const result = answered(200, { code: 'SLOW_DOWN' }, { 'retry-after': '9' });
  expect(await setUp(result).carrier.submit(submitRequest())).toMatchObject({
    failure: { code: 'throttled', retryAfterSeconds: 9, carrierCode: 'SLOW_DOWN' },
  });
});

const unnamed = () => {
  const { sender: _, ...request } = submitRequest();
  return request;
};

test('falls back to the configured sender, and refuses a text without any before the wire', async () => {
  const yes = answered(200, { code: 'OK', id: '1' });
  const named = setUp(yes, { sender: 'Shop' });
  await named.carrier.submit(unnamed());
  expect(JSON.parse(String(named.requests[0]?.body)).source).toBe('Shop');
  const without = setUp(yes);
  expect(await without.carrier.submit(unnamed())).toMatchObject({
    failure: { kind: 'permanent', code: 'sender_invalid' },
  });
  expect(without.requests).toEqual([]);
});

test('ends as a definite no when the secret cannot be used', async () => {
  for (const secret of ['not JSON', '{}', '{"token":7}', '{"token":"a\\nb"}']) {
    const { carrier, requests } = setUp(answered(200, {}), {}, secret);
    expect(await carrier.submit(submitRequest())).toMatchObject({
      failure: { kind: 'temporary', code: 'auth' },
    });
    expect(requests).toEqual([]);
  }
});

test('forgets the secret after a 401, and does not submit again by itself', async () => {
  const { carrier, requests, secrets } = setUp(answered(401, {}));
  await carrier.submit(submitRequest());
  expect(secrets.forgotten).toEqual(['arn']);
  expect(requests).toHaveLength(1);
});

test('says whether the attempt id comes back', () => {
  const echo = (more: object) => setUp(answered(200, {}), more).carrier.traits.echo;
  const body = { format: 'json', template: ['{{recipient}}', '{{text}}', '{{attemptId}}'] };
  const { receipts } = describedApi('https://api.example.com');
  expect(echo({})).toBe(true);
  expect(echo({ body })).toBe(false);
  expect(echo({ body, receipts: { ...receipts, attemptId: '/reference' } })).toBe(true);
});
