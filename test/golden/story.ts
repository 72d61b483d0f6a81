import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { LocalRun } from '../../bin/local-run.ts';
import { eventCatalogue } from '../../core/event-catalogue.ts';
import { openQueues } from '../support/queues.ts';
import type { Captured, Kind } from './capture.ts';

const Accepted = z.object({ messageId: z.string() });
const Created = z.object({ keyId: z.string() });
const Typed = z.object({ type: z.string() });

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
  { to: '+447700900191', body: 'Expired on the way' },
];

const keyRights = {
  ...{ name: 'Shop', kind: 'team', scopes: ['send', 'read'], recipients: ['+447700900024'] },
  ...{ countries: ['GB'], senders: ['Shop'], limits: { requestsPerMinute: 60, segmentsPerDay: 1_000 } },
};

/** Lets somebody send us a text. */
const hear = async ({ carrierSimulatorUrl }: LocalRun, text: string): Promise<void> => {
  const body = JSON.stringify({ carrier: 'twilio', from: '+447700900025', to: '+15005550006', text });
  await fetch(`${carrierSimulatorUrl}/_simulator/inbound`, { method: 'POST', body });
};

/** Sends a text by Twilio's API whose status a customer's server never takes. */
const sendWithCallback = async ({ url, twilio }: LocalRun): Promise<Server> => {
  const customer = createServer((_, response) => response.writeHead(503).end());
  await new Promise<void>((resolve) => customer.listen(0, '127.0.0.1', resolve));
  const address = customer.address();
  const form = {
    ...{ To: '+447700900026', From: '+15005550006', Body: 'Tell me' },
    StatusCallback: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/status`,
  };
  await fetch(`${url}/2010-04-01/Accounts/${twilio.accountSid}/Messages.json`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${twilio.accountSid}:${twilio.authToken}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form),
  });
  return customer;
};

/** Queues a text that there is not. */
const queueForNothing = async ({ awsEndpoint }: LocalRun): Promise<void> => {
  const queues = openQueues(awsEndpoint);
  const QueueUrl = await queues.find(/LanesOtpQueue(?!DeadLetter)/);
  const MessageBody = JSON.stringify({ messageId: `msg_${'0'.repeat(32)}`, tenant: 'local' });
  await queues.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
};

export type Replay = { readonly request: unknown; readonly answer: string };

/** What is told on the bus before the carrier is in trouble: all that there is to tell but that. */
const endings = Object.keys(eventCatalogue).filter((type) => !type.startsWith('sms.carrier.'));

const minutes = 60_000;
const hours = 60 * minutes;

/** Tells it; gives the requests that were made under an idempotency key, with their answers. */
export const tellStory = async (
  run: LocalRun,
  written: Captured,
  leap: (ms: number) => void,
): Promise<readonly Replay[]> => {
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
  /** Waits until it is true, a while for the machine each time. */
  const until = async (what: string, isTrue: () => boolean, meanwhile = (): void => {}): Promise<void> => {
    for (let waited = 0; !isTrue(); waited += 100) {
      if (waited > 120_000) throw new Error(`the story has not come to ${what}`);
      meanwhile();
      await sleep(100);
    }
  };
  const has = (kind: Kind, count = 1): boolean => written.filter((one) => one.kind === kind).length >= count;
  const told = (): Set<string> =>
    new Set(written.flatMap(({ kind, value }) => (kind === 'events' ? [Typed.parse(value).type] : [])));

  const replays: Replay[] = [];
  for (const [n, request] of texts.entries()) {
    replays.push({ request, answer: await call('POST', '/messages', request, `golden-${n}`) });
  }
  await call('POST', '/messages/batch', { messages: texts.slice(0, 2) });

  const sendAt = new Date(Date.now() + 2 * hours).toISOString();
  const scheduled = await call('POST', '/messages', { to: '+447700900022', body: 'Later', sendAt });
  const { messageId } = Accepted.parse(JSON.parse(scheduled));
  await call('POST', `/messages/${messageId}/cancel`, {});
  await call('DELETE', `/messages/${messageId}/content`);
  const optOut = `/opt-outs/${encodeURIComponent('+447700900023')}`;
  await call('PUT', optOut);
  await call('POST', '/messages', { to: '+447700900023', body: 'Blocked' });

  const { keyId } = Created.parse(JSON.parse(await call('POST', '/keys', keyRights)));
  await call('POST', `/keys/${keyId}/rotate`, { overlapSeconds: 3_600 });
  await call('DELETE', `/keys/${keyId}`);
  for (const text of ['STOP', 'START', 'Thanks']) await hear(run, text);
  const customer = await sendWithCallback(run);
  await until(endings.join(), () => endings.every((type) => told().has(type)));
  await until('a callback that is posted again', () => has('callbackEntries', 3));
  customer.close();
  await sleep(1_500);

  const inTrouble = { to: '+447700900126', body: 'The account is unknown', validitySeconds: 60 };
  await call('POST', '/messages', inTrouble);
  await until('a breaker that opens', () => told().has('sms.carrier.opened'));

  // Three days later nobody waits for receipts any more; and what cannot be read is given up after some minutes.
  leap(74 * hours);
  await until('a text that is closed', () => has('closingEntries') && has('sweepCursors'));
  await call('POST', '/messages', texts[0]);
  await until('a breaker that closes', () => told().has('sms.carrier.closed'));
  await queueForNothing(run);
  await until(
    'an entry that is given up',
    () => has('deadLetterNotes'),
    () => leap(2 * minutes),
  );
  return replays;
};
