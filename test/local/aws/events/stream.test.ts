import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { streamEvents } from '../../../../local/aws/events/stream.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/local-endpoint.ts';

let local: LocalEndpoint;
let server: Server;
beforeEach(async () => {
  local = await startLocalEndpoint();
  server = createServer(streamEvents(local.endpoint.bus));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await local.stop();
});

const put = (id: string, text = ''): void =>
  local.endpoint.bus.put('default', {
    ...{
      version: '0',
      id,
      'detail-type': 'sms.message.sent',
      source: 'sms',
      account: '0',
      region: 'us-east-1',
    },
    ...{ time: '2026-11-22T00:00:00Z', resources: [], detail: { text } },
  });

const open = async (path = '/events', headers: Record<string, string> = {}) => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const controller = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers, signal: controller.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    close: () => controller.abort(),
    /** Reads until so many events have come. */
    take: async (count: number) => {
      const found = () => [...text.matchAll(/^id: (\d+)\ndata: (.*)\n\n/gm)];
      while (found().length < count) text += (await reader?.read())?.value ?? '';
      return found().map(([, sequence, data]) => ({
        sequence: Number(sequence),
        event: JSON.parse(data ?? ''),
      }));
    },
  };
};

test('streams the events from now on, each with its number', async () => {
  put('before');
  const stream = await open();
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
  put('after');
  expect(await stream.take(1)).toMatchObject([
    { sequence: 2, event: { id: 'after', 'detail-type': 'sms.message.sent' } },
  ]);
});

test.each([
  ['all that is kept with ?after=0', '/events?after=0', {}, ['e1', 'e2', 'e3']],
  ['what came after ?after=1', '/events?after=1', {}, ['e2', 'e3']],
  [
    'what came after Last-Event-ID, whatever the URL says',
    '/events?after=0',
    { 'last-event-id': '2' },
    ['e3'],
  ],
])('replays %s', async (_what, path, headers, ids) => {
  for (const id of ['e1', 'e2', 'e3']) put(id);
  const stream = await open(path, headers);
  const taken = await stream.take(ids.length);
  expect(taken.map(({ event }) => event.id)).toEqual(ids);
});

test('starts live when the number is nonsense', async () => {
  put('old');
  const stream = await open('/events?after=-1;drop');
  put('new');
  expect((await stream.take(1)).map(({ event }) => event.id)).toEqual(['new']);
});

test('sends a client that reads late all that it has missed, in order', async () => {
  const stream = await open('/events?after=0');
  const large = 'x'.repeat(10_000);
  for (let n = 1; n <= 1000; n += 1) put(`e${n}`, large);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await stream.take(1000)).map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 1000 }, (_, n) => n + 1),
  );
});

test('ends cleanly when a client leaves', async () => {
  const stream = await open();
  stream.close();
  put('alone');
  const next = await open('/events?after=0');
  expect(await next.take(1)).toHaveLength(1);
});
