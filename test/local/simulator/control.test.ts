import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReceiver, startSimulator } from '../../support/simulator.ts';
import {
  basicAuthorization,
  ledgerOf,
  ledgerPageOf,
  messagesUrl,
  postText,
} from '../../support/twilio-wire.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  simulator = await startSimulator();
  receiver = await startReceiver();
});
afterAll(async () => {
  await simulator.stop();
  await receiver.stop();
});

const attempt = (digit: string) => `att_${digit.repeat(32)}_1`;
const control = (path: string, init?: RequestInit) => fetch(`${simulator.url}/_simulator/${path}`, init);
const outage = (body: string) => control('outage', { method: 'POST', body });

test('lists submits by attempt with their receipts, duplicates counted', async () => {
  const url = `${receiver.url}/v1/webhooks/twilio/${attempt('1')}`;
  await postText(simulator.url, '+447700900300', url);
  await postText(simulator.url, '+447700900300', url);
  const entry = async () => (await ledgerOf(simulator.url)).find(({ token }) => token === attempt('1'));
  expect(await entry()).toMatchObject({
    carrier: 'twilio',
    recipient: '+447700900300',
    submits: 2,
    taken: 2,
  });
  await expect
    .poll(async () => (await entry())?.receipts.map(({ status, answer }) => [status, answer]))
    .toEqual([
      ['sent', 204],
      ['delivered', 204],
    ]);
});

test('pages through the ledger', async () => {
  for (const digit of ['2', '3', '4']) {
    await postText(simulator.url, '+447700900301', `${receiver.url}/${attempt(digit)}`);
  }
  const all = (await ledgerOf(simulator.url)).map(({ sequence }) => sequence);
  const seen: number[] = [];
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page = await ledgerPageOf(simulator.url, `limit=2&after=${after}`);
    seen.push(...page.messages.map(({ sequence }) => sequence));
    after = page.next;
  }
  expect(seen).toEqual(all);
});

test('refuses connections during an outage and then opens the same port again', async () => {
  expect((await outage('{"seconds": 0.3}')).status).toBe(202);
  await sleep(50);
  await expect(control('messages')).rejects.toThrow();
  await expect.poll(async () => (await control('messages').catch(() => undefined))?.status).toBe(200);
});

test('refuses bad input with a reason', async () => {
  const bodies = ['', '{', '[]', 'null', '{}', '{"seconds": -1}', '{"seconds": "1"}', '{"seconds": 1e9}'];
  for (const body of [...bodies, '{"seconds": 1, "more": 2}']) expect((await outage(body)).status).toBe(400);
  for (const query of ['limit=0', 'limit=x', 'after=-1', 'limit=1&limit=2001', 'unknown=1']) {
    expect((await control(`messages?${query}`)).status).toBe(400);
  }
  expect((await control('nonsense')).status).toBe(404);
  expect((await control('__proto__')).status).toBe(404);
  expect((await control('messages', { method: 'DELETE' })).status).toBe(405);
  expect((await control('outage')).status).toBe(405);
});

const raw = (bytes: string | Uint8Array): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(simulator.url).port), '127.0.0.1', () => socket.end(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });

test('survives hostile input', async () => {
  const get = (target: string) => raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  for (const target of [
    '//',
    '/%',
    'http://[',
    '/\u0001',
    '*',
    `/${'x'.repeat(10_000)}`,
    '/_simulator/%ff',
  ]) {
    expect(await get(target)).toMatch(/^HTTP\/1\.1 4\d\d/);
  }
  await raw('\u0000\u0001\u0002 not http');
  await raw('POST /_simulator/outage HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"sec');
  const headers = { authorization: basicAuthorization };
  const huge = await fetch(messagesUrl(simulator.url), {
    method: 'POST',
    headers,
    body: 'x'.repeat(200_000),
  }).catch(() => undefined);
  expect([413, undefined]).toContain(huge?.status);
  for (const body of ['%', '%ff=%ff', '=&=&', 'To=%00&From=%00&Body=%00', 'Body']) {
    const answer = await fetch(messagesUrl(simulator.url), { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
  }
  const odd = `${messagesUrl(simulator.url)}?DateSent=nonsense&Page=-1&PageSize=1e99`;
  expect((await fetch(odd, { headers })).status).toBe(200);
  expect((await control('messages')).status).toBe(200);
});
