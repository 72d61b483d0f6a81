import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import type { Call } from '../support/pipeline-client.ts';
import { abandonRaw, exchangeRaw, rawRequest, statusOf } from '../support/raw-http.ts';
import { runTool } from '../support/run-tool.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(async () => {
  // Nothing that was refused may have left a trace.
  expect(await pipeline.ledger()).toEqual([]);
  expect(pipeline.events.all).toEqual([]);
  await pipeline.stop();
});

const text = { to: '+447700900001', body: 'Hello' };

const refused = async (body: unknown, rest: Call = {}) => {
  const { status, code, errors = [] } = await pipeline.refused('/v1/messages', { body, ...rest });
  return {
    answer: [status, code],
    errors: Object.fromEntries(errors.map((error) => [error.path, error.message])),
  };
};

describe.concurrent('a body', () => {
  test.for([
    ['nothing', ''],
    ['half an object', '{"to":"+447700900001"'],
    ['words', 'hello'],
    ['a number that is none', '{"to":NaN}'],
    ['a trailing comma', '{"to":"+447700900001","body":"x",}'],
    ['bytes that are not UTF-8', Buffer.from('{"to":"+447700900001","body":"caf\xe9"}', 'latin1')],
    ['nesting without an end', '['.repeat(60_000)],
  ] as const)('is refused as malformed when it holds %s', async ([, body], { expect }) => {
    expect((await refused(body)).answer).toEqual([400, 'malformed_json']);
  });

  test.for([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=latin1',
    'json',
    '',
  ])('is refused as "%s"', async (contentType, { expect }) => {
    const { answer } = await refused(JSON.stringify(text), { headers: { 'content-type': contentType } });
    expect(answer).toEqual([415, 'unsupported_media_type']);
  });

  test('is refused above 64 KB, by its length', async ({ expect }) => {
    const { answer } = await refused({ ...text, body: 'x'.repeat(65_536) });
    expect(answer).toEqual([413, 'body_too_large']);
    expect((await refused(`[${'['.repeat(100_000)}${']'.repeat(100_000)}]`)).answer[0]).toBe(413);
  });

  test('is refused by the gateway above 10 MB', async ({ expect }) => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1, ' ');
    const { apiKey, url } = pipeline.run;
    const headers = [`authorization: Bearer ${apiKey}`, 'content-type: application/json'];
    const answer = await exchangeRaw(url, ...rawRequest('POST /v1/messages HTTP/1.1', headers, body));
    expect(statusOf(answer)).toBe(413);
  });
});

describe.concurrent('the fields of a text', () => {
  test('are all named at once when they are missing, unknown or of another type', async ({ expect }) => {
    const { answer, errors } = await refused({
      body: 7,
      type: 'marketing',
      validitySeconds: '60',
      metadata: { order: 1 },
      defaultCountry: 'gb',
      smartEncoding: 'yes',
      recipient: '+447700900001',
      __proto: {},
    });
    expect(answer).toEqual([400, 'invalid_request']);
    expect(Object.keys(errors).sort()).toEqual([
      '__proto',
      'body',
      'defaultCountry',
      'metadata.order',
      'recipient',
      'smartEncoding',
      'to',
      'type',
      'validitySeconds',
    ]);
    expect(errors).toMatchObject({
      to: 'is required',
      body: 'must be of type string',
      recipient: 'is not a known field',
    });
  });

  test('are named once each, whatever is in them', async ({ expect }) => {
    for (const wrong of [null, true, 0, -1e308, [], [[]], {}, { length: 3 }]) {
      const { errors = [] } = await pipeline.refused('/v1/messages', {
        body: Object.fromEntries(['to', 'body', 'from', 'carrier', 'reference'].map((name) => [name, wrong])),
      });
      expect(errors.map(({ path }) => path)).toEqual(['to', 'body', 'from', 'carrier', 'reference']);
    }
  });

  test.for([null, [], 'text', 42, true])('are asked for when the body is %j', async (body, { expect }) => {
    const { answer, errors } = await refused(JSON.stringify(body));
    expect(answer).toEqual([400, 'invalid_request']);
    expect(Object.keys(errors)).toEqual(['']);
  });

  test.for([
    'hello',
    '12',
    '07700900001',
    '+44',
    '+4477009000011',
    '+999123456789',
    '+1900',
    '++447700900001',
    '+447700900001;ext=5',
    '+44 7700 900001 +44 7700 900002',
    '+',
    ' ',
    '9'.repeat(64),
    '\u0000',
  ])('are refused for the number %j', async (to, { expect }) => {
    const { answer, errors } = await refused({ ...text, to });
    expect(answer).toEqual([400, 'invalid_request']);
    expect(Object.keys(errors)).toEqual(['to']);
    expect(errors.to).not.toContain(to.length > 3 ? to : 'undefined');
  });

  test('are refused for an empty text, and for one that needs more than ten segments', async ({ expect }) => {
    expect((await refused({ ...text, body: '' })).errors).toHaveProperty('body');
    const { errors } = await refused({ ...text, body: 'x'.repeat(1531) });
    expect(errors.body).toMatch(/needs 11 segments in gsm7; at most 10/);
    expect((await refused({ ...text, body: 'ж'.repeat(671) })).errors.body).toMatch(
      /needs 11 segments in ucs2/,
    );
  });

  test('may not be what JavaScript objects have by themselves', async ({ expect }) => {
    const body = '{"to":"+447700900001","body":"x","__proto__":{"admin":true},"constructor":1,"toString":2}';
    expect(Object.keys((await refused(body)).errors).sort()).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ]);
    const inMetadata = '{"to":"+447700900001","body":"x","metadata":{"__proto__":"y"}}';
    expect((await refused(inMetadata)).errors).toHaveProperty('metadata.__proto__');
  });

  test('may not be huge numbers or deep nests', async ({ expect }) => {
    const huge = await refused(`{"to":${'9'.repeat(5000)},"body":"x","validitySeconds":1e999}`);
    expect(Object.keys(huge.errors)).toEqual(['to', 'validitySeconds']);
    const deep = await refused(`{"to":${'['.repeat(30_000)}${']'.repeat(30_000)},"body":"x"}`);
    expect(Object.keys(deep.errors)).toEqual(['to']);
  });

  test('are named in valid JSON even by lone surrogates', async ({ expect }) => {
    const body = '{"to":"+447700900001","body":"x","\\ud800":1,"metadata":{"\\udfff":"y"}}';
    const { errors = [] } = await pipeline.refused('/v1/messages', { body });
    expect(errors.map(({ path }) => path.isWellFormed())).toEqual([true, true]);
  });
});

describe.concurrent('a path', () => {
  test.for([
    ['/v1/messages/msg_00000000000000000000000000000000', 'GET'],
    ['/v1/messages/msg_1', 'GET'],
    ['/v1/messages/%00', 'GET'],
    ['/v1/messages/..%2f..%2fetc%2fpasswd', 'GET'],
    ['/', 'GET'],
    ['/v1', 'GET'],
    ['/v1/messages/', 'POST'],
    ['/v2/messages', 'POST'],
    ['/v1/MESSAGES', 'POST'],
    ['/v1/__proto__', 'GET'],
    ['/v1/messages/a/b', 'GET'],
    ['/v1/webhooks/nobody/token', 'POST'],
    ['/v1/webhooks/constructor/token', 'POST'],
  ] as const)('%s is not found', async ([path, method], { expect }) => {
    expect(await pipeline.refused(path, { method })).toMatchObject({ status: 404, code: 'not_found' });
  });

  test.for([
    ['PUT', '/v1/messages', 'POST, GET'],
    ['OPTIONS', '/v1/messages', 'POST, GET'],
    ['DELETE', '/v1/messages/msg_00000000000000000000000000000000', 'GET'],
    ['PATCH', '/v1/messages/preview', 'POST, GET'],
    ['POST', '/v1/health', 'GET'],
    ['PUT', '/v1/webhooks/twilio/token', 'POST, GET'],
  ] as const)(
    '%s %s is answered with the methods that are allowed',
    async ([method, path, allow], { expect }) => {
      const answer = await pipeline.call(path, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
      expect(await pipeline.refused(path, { method })).toMatchObject({ code: 'method_not_allowed' });
    },
  );
});

describe.concurrent('an odd request', () => {
  const json = 'content-type: application/json';
  const good = JSON.stringify(text);

  test.for([
    ['two keys', ['authorization: Bearer a', 'authorization: Bearer b', json], 401],
    ['two content types', [json, json], 415],
    ['headers that are too large', [json, `x: ${'a'.repeat(12_000)}`], 431],
    ['headers that no server reads', [json, `x: ${'a'.repeat(40_000)}`], 431],
  ] as const)('with %s is refused', async ([, headers, status], { expect }) => {
    const key = status === 415 ? [`authorization: Bearer ${pipeline.run.apiKey}`] : [];
    const request = rawRequest('POST /v1/messages HTTP/1.1', [...key, ...headers], good);
    expect(statusOf(await exchangeRaw(pipeline.run.url, ...request))).toBe(status);
  });

  test.for([
    [
      'a chunk length that is no number',
      'POST /v1/messages HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n',
    ],
    [
      'a length and chunks',
      'POST /v1/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a null byte in its line', 'GET /v1/\0 HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['no host', 'GET /v1/health HTTP/1.1\r\n\r\n'],
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a path of half an escape', 'GET /v1/messages/% HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a path that is not UTF-8', 'GET /v1/messages/%ff HTTP/1.1\r\nhost: x\r\n\r\n'],
  ] as const)('with %s is refused', async ([, bytes], { expect }) => {
    expect(statusOf(await exchangeRaw(pipeline.run.url, bytes))).toBe(400);
  });

  test('whose sender goes away half-way harms nobody', async ({ expect }) => {
    const [head] = rawRequest('POST /v1/messages HTTP/1.1', [json], good);
    await Promise.all(Array.from({ length: 20 }, () => abandonRaw(pipeline.run.url, `${head}{"to`)));
    expect((await pipeline.call('/v1/health')).status).toBe(200);
  });
});

describe.concurrent('an API key', () => {
  const keys = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await runTool('keys', ...args, '--data-dir', pipeline.dataDir);
    return stdout.trim();
  };
  const answerFor = async (apiKey: string | null, headers: Call['headers'] = {}) => {
    const { status, code } = await pipeline.refused('/v1/messages', { body: text, apiKey, headers });
    return [status, code];
  };

  test('is asked for, and its form is checked', async ({ expect }) => {
    const own = pipeline.run.apiKey;
    expect(await answerFor(null)).toEqual([401, 'missing_api_key']);
    for (const malformed of [
      '',
      'x',
      own.slice(0, -1),
      `${own}0`,
      own.toUpperCase(),
      own.replace(/.$/, '_'),
      '💥',
    ])
      expect(await answerFor(null, { authorization: encodeURI(`Bearer ${malformed}`) })).toEqual([
        401,
        'invalid_api_key',
      ]);
    expect(await answerFor(null, { authorization: `Basic ${own}` })).toEqual([401, 'invalid_api_key']);
    const answer = await pipeline.call('/v1/messages', { body: text, apiKey: null });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  test('works from its creation and no more after its revocation', async ({ expect }) => {
    const apiKey = await keys('create', '--tenant', 'acme');
    expect((await pipeline.call('/v1/messages/preview', { body: text, apiKey })).status).toBe(200);
    const [, , keyId = ''] = apiKey.split('_');
    expect(await keys('list')).toContain(keyId);
    expect(await keys('list')).not.toContain(apiKey.split('_')[3]);
    await keys('revoke', keyId);
    await eventually(async () => {
      expect(await answerFor(apiKey)).toEqual([401, 'invalid_api_key']);
    });
  });

  test('does what its scopes say', async ({ expect }) => {
    const apiKey = await keys('create', '--tenant', 'reader', '--scopes', 'read');
    expect(await answerFor(apiKey)).toEqual([403, 'forbidden']);
    const unknownId = '/v1/messages/msg_00000000000000000000000000000000';
    expect(await pipeline.refused(unknownId, { apiKey })).toMatchObject({ status: 404 });
  });
});
