import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { LocalRun } from '../../bin/local-run.ts';
import type { Captured } from './capture.ts';

const Accepted = z.object({ messageId: z.string() });

type Text = Readonly<Record<string, unknown>>;

/** Texts to numbers kept for drama whose fates, together, write everything that there is to write. */
const texts: readonly Text[] = [
  { to: '+447700900001', body: 'Delivered' },
  { to: '+447700900002', body: 'Undelivered', type: 'otp' },
  { to: '+447700900003', body: 'Refused', type: 'promotional' },
  { to: '+447700900005', body: 'No final receipt' },
  { to: '+447700900007', body: 'Unknown' },
  { to: '+447700900013', body: 'Failed for no known reason' },
  { to: '+447700900014', body: 'Contradicted' },
  { to: '+447700900001', body: 'Long, größer, 😀. '.repeat(12), reference: 'order-1042' },
  { to: '+447700900020', body: 'With more', metadata: { order: '1042' }, policy: 'at-least-once' },
  { to: '+447700900021', body: 'By SNS', carrier: 'sns' },
];

export type Replay = { readonly request: unknown; readonly answer: string };

/** Sends them; gives the requests that were made under an idempotency key, with their answers. */
export const tellStory = async (run: LocalRun, written: Captured): Promise<readonly Replay[]> => {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    key?: string,
    tries = 5,
  ): Promise<string> => {
    const response = await fetch(`${run.url}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${run.apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.ok) return response.text();
    // Busy: what is under a key may be repeated, and the rest is not worth failing for.
    if (response.status >= 500 && tries > 1) return call(method, path, body, key, tries - 1);
    throw new Error(`${method} ${path} was answered with ${response.status}`);
  };
  const replays: Replay[] = [];
  for (const [n, request] of texts.entries()) {
    replays.push({ request, answer: await call('POST', '/messages', request, `golden-${n}`) });
  }
  await call('POST', '/messages/batch', { messages: texts.slice(0, 2) });

  const sendAt = new Date(Date.now() + 7_200_000).toISOString();
  const scheduled = await call('POST', '/messages', { to: '+447700900022', body: 'Later', sendAt });
  const { messageId } = Accepted.parse(JSON.parse(scheduled));
  await call('POST', `/messages/${messageId}/cancel`, {});
  await call('DELETE', `/messages/${messageId}/content`);
  const optOut = `/opt-outs/${encodeURIComponent('+447700900023')}`;
  await call('PUT', optOut);
  await call('POST', '/messages', { to: '+447700900023', body: 'Blocked' });

  const types = () =>
    new Set(
      written.flatMap(({ kind, value }) =>
        kind === 'events' ? [z.object({ type: z.string() }).parse(value).type] : [],
      ),
    );
  const wanted = [
    'sent',
    'delivered',
    'undelivered',
    'failed',
    'unknown',
    'blocked',
    'canceled',
    'corrected',
  ];
  for (let waited = 0; wanted.some((name) => !types().has(`sms.message.${name}`)); waited += 100) {
    if (waited > 120_000)
      throw new Error(
        `the story has not come to ${wanted.filter((name) => !types().has(`sms.message.${name}`))}`,
      );
    await sleep(100);
  }
  await sleep(1_500);
  return replays;
};
