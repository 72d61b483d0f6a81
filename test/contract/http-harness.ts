import { createHmac } from 'node:crypto';
import { openCarriers, openWebhooks } from '../../adapters/carriers/registry.ts';
import type { WebhookRequest } from '../../core/carrier.ts';
import { simulatedAccounts } from '../../local/simulator/accounts.ts';
import { carrierDeps, fakeSecrets } from '../support/carrier-deps.ts';
import { documentedApi } from '../support/documented-api.ts';
import type { CarrierHarness, Signing } from './carrier-harness.ts';
import { only } from './only.ts';
import { simulate } from './simulate.ts';

const account = simulatedAccounts.http;
const attemptId = `att_${'a'.repeat(32)}_1`;
const deps = () => carrierDeps({ secrets: fakeSecrets(JSON.stringify(account)).store });

/** Off the loopback, settings without TLS are refused. */
const describedAt = (url: string) => ({
  http: documentedApi(/^http:\/\/127\./.test(url) ? url : url.replace(/^http:/, 'https:')),
});

const hmac = (key: string, body: Uint8Array): string => createHmac('sha256', key).update(body).digest('hex');

const signedEvent = (
  event: object,
  { key = account.webhook, baseUrl = 'https://sms.example.com' }: Signing = {},
): WebhookRequest => {
  const more = {
    to: '447700900001',
    from: '447700900100',
    network: { mcc: '234', mnc: '15', name: 'A network of the United Kingdom' },
    price: { amount: '0.0405', currency: 'GBP' },
  };
  const body = Buffer.from(JSON.stringify({ ...more, id: 'message-1', ...event }));
  return {
    method: 'POST',
    url: `${baseUrl}/v1/webhooks/http/${attemptId}`,
    headers: { 'content-type': 'application/json', 'x-signature': `sha256=${hmac(key, body)}` },
    body,
    token: attemptId,
    receivedAt: new Date('2026-11-22T10:16:00Z'),
  };
};

/** The API that docs/http-carrier.md describes, which the simulator speaks. */
export const httpHarness: CarrierHarness = {
  traits: { dedupe: false, lookup: true, echo: true, settleSeconds: 60, segmentsBy: 'carrier' },
  open: async (url) => only(await openCarriers(describedAt(url), deps())),
  textOf: ({ body }) => JSON.parse(body).text,
  accepted: { status: 202, body: JSON.stringify({ id: 'message-1' }), carrierMessageId: 'message-1' },
  throttled: { status: 429, body: JSON.stringify({ error: { code: 'throttled' } }) },
  refusalInside: {
    status: 200,
    body: JSON.stringify({ error: { code: 'something_new' }, id: 'message-1' }),
  },
  simulate,
  lookup: {
    byAttempt: true,
    secret: JSON.stringify(account),
    open: async (url, overrides) => only(await openCarriers(describedAt(url), carrierDeps(overrides))),
    entry: (id, { attemptId: reference }) => ({ id, reference, status: 'delivered' }),
    page: (texts, hasMore) => JSON.stringify({ texts, next: hasMore ? '/v2/texts?offset=20' : null }),
  },
  webhook: {
    open: async () => only(await openWebhooks(describedAt('https://api.example.com'), deps())),
    signed: (status, signing) =>
      signedEvent({ type: 'status', status, reference: attemptId, at: '2026-11-22T10:15:00Z' }, signing),
    inbound: (signing) => signedEvent({ type: 'inbound', text: 'hello' }, signing),
    delivered: {
      carrier: 'http',
      carrierMessageId: 'message-1',
      status: 'delivered',
      evidence: 'carrier',
      occurredAt: '2026-11-22T10:15:00.000Z',
    },
    // The body alone is signed; hexadecimal digits are the same in either case
    isGenuine: ({ headers, body }) => {
      const [, digest = ''] = /^sha256=([0-9a-f]{64})$/i.exec(headers['x-signature'] ?? '') ?? [];
      return digest.toLowerCase() === hmac(account.webhook, body);
    },
  },
};
