import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHttpServer } from '../../../local/http-api/http-server.ts';
import { listenOn } from '../../../local/ports.ts';

const listen = async () => {
  const http = createHttpServer();
  const port = await listenOn(http.server, mkdtempSync(join(tmpdir(), 'http-')), 'api', 0);
  return { ...http, url: `http://127.0.0.1:${port}` };
};

test('lets requests wait until it starts', async () => {
  const { server, start, stop, url } = await listen();
  const response = fetch(url);
  await once(server, 'request');
  start(async () => ({ status: 204, headers: [], body: Buffer.alloc(0) }));
  expect((await response).status).toBe(204);
  await stop();
});

test('answers 503 to what waits when it stops before it has started', async () => {
  const { server, stop, url } = await listen();
  const response = fetch(url);
  await once(server, 'request');
  const stopped = stop();
  expect((await response).status).toBe(503);
  await stopped;
});
