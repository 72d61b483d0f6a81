import { expect, test } from 'vitest';
import type { HttpStep } from '../../../adapters/lambda/http.ts';
import { httpHandler } from '../../../adapters/lambda/http-handler.ts';
import { readJson } from '../../../adapters/lambda/json-body.ts';
import { createLog } from '../../../adapters/log/log.ts';
import { ProblemError } from '../../../core/problem.ts';
import { lambdaContext } from '../../support/lambda-context.ts';

const event = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) => ({
  version: '2.0',
  rawPath: '/v1/messages',
  rawQueryString: '',
  headers,
  body,
  isBase64Encoded: false,
  requestContext: { http: { method: 'POST' } },
});

const answer = async (step: HttpStep, input: unknown, lines: string[] = []) => {
  const handler = httpHandler(
    step,
    createLog('debug', (line) => lines.push(line)),
  );
  const { statusCode, headers, body } = await handler(input, lambdaContext());
  return { status: statusCode, headers, body: body === undefined ? undefined : JSON.parse(body) };
};

const echo: HttpStep = async (request) => ({ status: 200, body: readJson(request) });

test('answers JSON that nobody may cache', async () => {
  expect(await answer(echo, event('{"a":1}'))).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: { a: 1 },
  });
});

const hygiene = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

test('puts the security headers on every answer, refusals and failures too, and lets no other origin in', async () => {
  const refuse: HttpStep = async () => {
    throw new ProblemError('not_found', 'no');
  };
  const fail: HttpStep = async () => {
    throw new Error('no');
  };
  for (const step of [echo, refuse, fail, async () => ({ status: 204 })]) {
    const { headers = {} } = await answer(step, event('{"a":1}'));
    expect(headers).toMatchObject(hygiene);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
});

test('answers bytes as they are, and lets a step say what its headers are', async () => {
  const handler = httpHandler(
    async () => ({
      status: 200,
      headers: { 'content-type': 'text/plain', 'cache-control': 'public' },
      bytes: Buffer.from([0, 255]),
    }),
    createLog('error', () => {}),
  );
  expect(await handler(event(''), lambdaContext())).toEqual({
    statusCode: 200,
    headers: { ...hygiene, 'content-type': 'text/plain', 'cache-control': 'public' },
    body: 'AP8=',
    isBase64Encoded: true,
  });
});

test('refuses a body over 1 MiB to every step, even one that reads no JSON', async () => {
  const step: HttpStep = async ({ body }) => ({ status: 200, body: { bytes: body.byteLength } });
  expect(await answer(step, event('x'.repeat(1_048_576)))).toMatchObject({ status: 200 });
  expect(await answer(step, event('x'.repeat(1_048_577)))).toMatchObject({
    status: 413,
    body: { code: 'body_too_large' },
  });
});

test.each([
  ['no content type', '{}', {}, 415, 'unsupported_media_type'],
  ['another content type', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
  [
    'another charset',
    '{}',
    { 'content-type': 'application/json; charset=latin1' },
    415,
    'unsupported_media_type',
  ],
  ['an empty body', '', undefined, 400, 'malformed_json'],
  ['half a body', '{"a":', undefined, 400, 'malformed_json'],
  ['a body over the limit', `"${'x'.repeat(65_536)}"`, undefined, 413, 'body_too_large'],
])('refuses %s', async (_what, body, headers, status, code) => {
  const refused = await answer(echo, event(body, headers));
  expect(refused).toMatchObject({
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: { status, code, type: `urn:sms-pipeline:problem:${code}` },
  });
  expect(Object.keys(refused.body)).toEqual(['type', 'title', 'status', 'code', 'detail']);
});

test('refuses bytes that are not UTF-8', async () => {
  const base64 = { ...event(Buffer.from([0x22, 0xff, 0x22]).toString('base64')), isBase64Encoded: true };
  expect(await answer(echo, base64)).toMatchObject({
    status: 400,
    body: { detail: 'The body is not valid UTF-8.' },
  });
});

test('tells a refusal in the form of the API that it stands before, also one of its own', async () => {
  const handler = httpHandler(
    async () => ({ status: 200 }),
    createLog('error', () => {}),
    ({ code }) => ({ status: 499, body: { refused: code } }),
  );
  expect(await handler(event('x'.repeat(1_048_577)), lambdaContext())).toEqual({
    statusCode: 499,
    headers: { ...hygiene, 'content-type': 'application/json' },
    body: '{"refused":"body_too_large"}',
  });
});

test('puts the headers of a problem into the answer', async () => {
  const step: HttpStep = async () => {
    throw new ProblemError('method_not_allowed', 'no', { headers: { allow: 'GET' } });
  };
  expect(await answer(step, event(''))).toMatchObject({ status: 405, headers: { allow: 'GET' } });
});

test('turns what nobody foresaw into a 500 that tells nothing, and logs no message', async () => {
  const lines: string[] = [];
  const step: HttpStep = async () => {
    throw new Error('cannot read +447700900123');
  };
  const failed = await answer(step, event(''), lines);
  expect(failed).toMatchObject({ status: 500, body: { code: 'internal_error' } });
  expect(lines.join('') + JSON.stringify(failed)).not.toContain('447700900123');
  expect(lines).toHaveLength(1);
});
