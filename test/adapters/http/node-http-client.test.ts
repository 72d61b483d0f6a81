import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createHttpClient, type HttpClientOptions } from '../../../adapters/http/node-http-client.ts';
import { selfSigned } from '../../support/self-signed.ts';
import {
  answer,
  dribble,
  flood,
  freePort,
  startWireServer,
  type WireRequest,
} from '../../support/wire-server.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

const serve = async (...args: Parameters<typeof startWireServer>) => {
  const server = await startWireServer(...args);
  cleanups.push(server.close);
  return server;
};
const open = (options?: HttpClientOptions) => {
  const client = createHttpClient(options);
  cleanups.push(client.close);
  return client;
};
const post = (url: string, deadlineMs = 2000) =>
  ({ method: 'POST', url, headers: { 'x-a': 'b' }, body: 'é=1', deadlineMs }) as const;

test('gives status, headers and body of an answer', async () => {
  const { url, requests } = await serve((socket) => answer(socket, 201, 'hello', { 'X-One': '1' }));
  const result = await open().send(post(`${url}/p?q=1`));
  expect(result).toMatchObject({ kind: 'answered', status: 201, headers: { 'x-one': '1' } });
  expect(result.kind === 'answered' && Buffer.from(result.body).toString()).toBe('hello');
  expect(requests).toMatchObject([{ method: 'POST', path: '/p?q=1', body: 'é=1', headers: { 'x-a': 'b' } }]);
});

test('takes whole answers from a peer that closes the connection', async () => {
  const server = await serve((socket, { path }) => {
    socket.end(
      `HTTP/1.1 200 OK\r\n${path === '/sized' ? 'Content-Length: 2\r\nConnection: close\r\n' : ''}\r\nok`,
    );
  });
  const client = open();
  for (const path of ['/sized', '/unsized']) {
    expect(await client.send(post(server.url + path))).toMatchObject({ kind: 'answered', status: 200 });
  }
});

test('reuses a connection, and closes one that was idle too long', async () => {
  const server = await serve((socket) => answer(socket, 200, 'ok'));
  const client = open({ keepAliveMs: 50 });
  await client.send(post(server.url));
  await client.send(post(server.url));
  expect(server.connections()).toBe(1);
  await sleep(80);
  expect(await client.send(post(server.url))).toMatchObject({ kind: 'answered' });
  expect(server.connections()).toBe(2);
});

test('opens a new connection when the peer has closed the idle one, without a doubtful result', async () => {
  const sockets: Socket[] = [];
  const server = await serve((socket) => answer(socket, 200, 'ok'), { onConnection: (s) => sockets.push(s) });
  const client = open();
  for (let i = 0; i < 20; i += 1) {
    expect(await client.send(post(server.url))).toMatchObject({ kind: 'answered' });
    sockets.at(-1)?.destroy();
    await sleep(5);
  }
  expect(server.requests).toHaveLength(20);
});

test('does not follow a redirect: it is the answer', async () => {
  const server = await serve((socket) => answer(socket, 302, '', { Location: '/elsewhere' }));
  expect(await open().send(post(server.url))).toMatchObject({ kind: 'answered', status: 302 });
  expect(server.requests).toHaveLength(1);
});

test('knows that nothing was sent when the connection is refused', async () => {
  const port = await freePort();
  expect(await open().send(post(`http://127.0.0.1:${port}`))).toEqual({
    kind: 'notSent',
    reason: 'ECONNREFUSED',
  });
});

test('knows that nothing was sent when the name does not resolve', async () => {
  const result = await open().send(post('http://carrier.invalid'));
  expect(result).toMatchObject({ kind: 'notSent', reason: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) });
});

test('refuses a certificate that nobody vouches for, before it sends a byte', async () => {
  const server = await serve((socket) => answer(socket, 200, 'ok'), { tls: selfSigned() });
  expect(await open().send(post(server.url))).toEqual({
    kind: 'notSent',
    reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  expect(server.requests).toEqual([]);
});

test('sends over TLS to a certificate that it trusts, and reuses the connection', async () => {
  const tls = selfSigned();
  const server = await serve((socket) => answer(socket, 200, 'ok'), { tls });
  const client = open({ ca: tls.cert });
  expect(await client.send(post(server.url))).toMatchObject({ kind: 'answered', status: 200 });
  expect(await client.send(post(server.url))).toMatchObject({ kind: 'answered', status: 200 });
  expect(server.connections()).toBe(1);
});

test('knows that nothing was sent when the connection does not stand in time', async () => {
  // Takes the TCP connection and never answers the TLS greeting
  const server = await serve(() => {});
  const result = await open({ connectDeadlineMs: 100 }).send(post(server.url.replace('http', 'https')));
  expect(result).toEqual({ kind: 'notSent', reason: 'CONNECT_DEADLINE' });
});

test('knows that nothing was sent when the deadline is over before the connection stands', async () => {
  const server = await serve(() => {});
  const result = await open().send(post(server.url.replace('http', 'https'), 50));
  expect(result).toEqual({ kind: 'notSent', reason: 'DEADLINE' });
});

const doubtful: readonly [string, (socket: Socket, request: WireRequest) => void, string][] = [
  ['a reset after the request', (socket) => socket.resetAndDestroy(), 'ECONNRESET'],
  ['a close after the request', (socket) => socket.end(), 'ECONNRESET'],
  [
    'an answer after the deadline',
    (socket) => setTimeout(() => answer(socket, 201, 'late'), 700),
    'DEADLINE',
  ],
  ['an answer of one byte a second', dribble, 'DEADLINE'],
  ['an answer of 100 MB', flood, 'ANSWER_TOO_LARGE'],
  [
    'a body cut short',
    (socket) => socket.end('HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"sid"'),
    'ANSWER_TRUNCATED',
  ],
  [
    'a chunked body cut short',
    (socket) => socket.end('HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'),
    'ANSWER_TRUNCATED',
  ],
  ['an answer that is not HTTP', (socket) => socket.end('220 smtp ready\r\n'), 'HPE_INVALID_CONSTANT'],
];

for (const [what, behave, reason] of doubtful) {
  test(`calls ${what} ambiguous, within the deadline and after one request`, async () => {
    const server = await serve(behave);
    const startedAt = performance.now();
    const result = await open().send(post(server.url, 500));
    expect(result).toEqual({ kind: 'ambiguous', reason });
    expect(performance.now() - startedAt).toBeLessThan(750);
    expect(server.requests).toHaveLength(1);
  });
}

test('calls a reset before the request was read ambiguous, because bytes may have left', async () => {
  const server = await serve(() => {}, { onConnection: (socket) => socket.resetAndDestroy() });
  const result = await open().send(post(server.url, 500));
  expect(result.kind).not.toBe('answered');
  expect(server.requests).toHaveLength(0);
});

test('never repeats a request whose reused connection was reset', async () => {
  let count = 0;
  const server = await serve((socket) => {
    count += 1;
    if (count === 1) answer(socket, 200, 'ok');
    else socket.resetAndDestroy();
  });
  const client = open();
  await client.send(post(server.url));
  expect(await client.send(post(server.url))).toMatchObject({ kind: 'ambiguous' });
  await sleep(50);
  expect(server.requests).toHaveLength(2);
});

test('keeps to its deadlines when many requests hang at once', async () => {
  const server = await serve(() => {});
  const client = open();
  const startedAt = performance.now();
  const results = await Promise.all(Array.from({ length: 200 }, () => client.send(post(server.url, 300))));
  expect(performance.now() - startedAt).toBeLessThan(550);
  expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['ambiguous']));
});
