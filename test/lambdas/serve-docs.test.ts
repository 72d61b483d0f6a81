import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { HttpRequest } from '../../adapters/lambda/http.ts';
import { createServeDocs } from '../../lambdas/serve-docs/serve-docs.ts';

const serveDocs = createServeDocs({ document: { openapi: '3.1.1' }, page: '<p>é</p>', explorer: 'let a;' });

const get = (path: string, headers: HttpRequest['headers'] = {}) =>
  serveDocs({ method: 'GET', path, query: '', pathParameters: {}, headers, body: new Uint8Array() });

test.each([
  ['/openapi.json', 'application/json', '{"openapi":"3.1.1"}'],
  ['/docs', 'text/html; charset=utf-8', '<p>é</p>'],
  ['/docs/explorer.js', 'text/javascript; charset=utf-8', 'let a;'],
])('%s is answered as %s', async (path, type, text) => {
  const { status, headers, bytes = [] } = await get(path);
  expect([status, headers?.['content-type'], Buffer.from(bytes).toString()]).toEqual([200, type, text]);
});

test.each([
  ['gzip', true],
  ['br, GZIP;q=0.8', true],
  ['gzip;q=1.0', true],
  ['gzip;q=0', false],
  ['gzip;q=0.0', false],
  ['br', false],
  ['', false],
])('to whom accepts %j it is compressed: %s', async (accepted, compressed) => {
  const { headers, bytes = [] } = await get('/docs', { 'accept-encoding': accepted });
  expect(headers?.['content-encoding']).toBe(compressed ? 'gzip' : undefined);
  const text = compressed ? gunzipSync(Buffer.from(bytes)) : Buffer.from(bytes);
  expect(text.toString()).toBe('<p>é</p>');
});

test('whoever has it already gets no bytes, and whoever has something else gets all', async () => {
  const { headers: { etag = '' } = {} } = await get('/docs');
  for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
    expect(await get('/docs', { 'if-none-match': tags })).toMatchObject({ status: 304, headers: { etag } });
  expect(await get('/docs', { 'if-none-match': '"other"' })).toMatchObject({ status: 200 });
});

test('the two encodings have two tags', async () => {
  const tags = [await get('/docs'), await get('/docs', { 'accept-encoding': 'gzip' })].map(
    ({ headers }) => headers?.etag,
  );
  expect(new Set(tags).size).toBe(2);
});

test('the page may load and call its own origin, and nothing else', async () => {
  const { headers } = await get('/docs');
  const policy = Object.fromEntries(
    (headers?.['content-security-policy'] ?? '').split('; ').map((rule) => {
      const [name = '', ...sources] = rule.split(' ');
      return [name, sources.join(' ')];
    }),
  );
  expect(policy).toMatchObject({ 'default-src': "'none'", 'script-src': "'self'", 'connect-src': "'self'" });
});
