import { afterAll, beforeAll, describe, test } from 'vitest';
import document from '../../docs/openapi.json' with { type: 'json' };
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const get = (path: string, headers = {}) => pipeline.call(path, { apiKey: null, headers });

describe.concurrent('the reference', () => {
  test('describes the API to programs, whoever they are', async ({ expect }) => {
    const { status, text } = await get('/openapi.json');
    expect([status, JSON.parse(text)]).toEqual([200, document]);
  });

  test('shows it to people, on a page that names nothing of another origin', async ({ expect }) => {
    const { status, headers, text } = await get('/docs');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const links = [...text.matchAll(/(?:src|href|spec-url)="([^"]+)"/g)].map(([, link]) => link);
    expect(links.sort()).toEqual(['data:,', 'docs/explorer.js', 'openapi.json', 'openapi.json']);
    expect(text).not.toMatch(/https?:/);
  });

  test('brings its own script, once', async ({ expect }) => {
    const { status, headers, text } = await get('/docs/explorer.js');
    expect([status, headers.get('content-encoding')]).toEqual([200, 'gzip']);
    expect(text).toContain('openapi-explorer');
    const again = await get('/docs/explorer.js', { 'if-none-match': headers.get('etag') });
    expect([again.status, again.text]).toEqual([304, '']);
  });
});
