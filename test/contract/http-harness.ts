import { createHmac } from 'node:crypto';
import { openCarriers, openWebhooks } from '../../adapters/carriers/registry.ts';
import type { WebhookRequest } from '../../core/carrier.ts';
import { HttpCarrierSettings } from '../../core/http-carrier/settings.ts';
import { carrierDeps, fakeSecrets } from '../support/carrier-deps.ts';
import { apiSecret, describedApi } from '../support/http-carrier.ts';
import { twilioAccount } from '../support/simulator.ts';
import { basicAuthorization } from '../support/twilio-wire.ts';
import type { CarrierHarness } from './carrier-harness.ts';
import { only } from './only.ts';
import { simulate } from './simulate.ts';

const attemptId = `att_${'a'.repeat(32)}_1`;
const deps = () => carrierDeps({ secrets: fakeSecrets(JSON.stringify(apiSecret)).store });

/** The simulator speaks Twilio's API, which is one more API that can be described. */
const simulatedApi = (url: string): HttpCarrierSettings =>
  HttpCarrierSettings.parse({
    url: `${url}/2010-04-01/Accounts/{{secret.account}}/Messages.json`,
    secretArn: 'arn',
    headers: { Authorization: '{{secret.basic}}' },
    body: { format: 'form', fields: { To: '{{recipient}}', From: '{{sender}}', Body: '{{text}}' } },
    answer: {
      id: '/sid',
      code: '/code',
      codes: { 21211: 'invalid_destination', 20429: 'throttled', 20500: 'ambiguous' },
    },
  });

const simulatedSecret = JSON.stringify({ account: twilioAccount.accountSid, basic: basicAuthorization });

const hmac = (key: string, body: Uint8Array): string => createHmac('sha256', key).update(body).digest('hex');

export const httpHarness: CarrierHarness = {
  traits: { dedupe: false, lookup: false, echo: true, settleSeconds: 0, segmentsBy: 'carrier' },
  open: async (url) => {
    // Off the loopback, settings without TLS are refused
    const secure = /^http:\/\/127\./.test(url) ? url : url.replace(/^http:/, 'https:');
    return only(await openCarriers({ http: describedApi(secure) }, deps()));
  },
  textOf: ({ body }) => JSON.parse(body).content.text,
  accepted: {
    status: 202,
    body: JSON.stringify({ code: 'OK', id: 'message-1' }),
    carrierMessageId: 'message-1',
  },
  throttled: { status: 429, body: JSON.stringify({ code: 'SLOW_DOWN' }) },
  refusalInside: { status: 200, body: JSON.stringify({ code: 'SOMETHING_NEW', id: 'message-1' }) },
  simulate: async () => {
    const simulator = await simulate();
    const secrets = fakeSecrets(simulatedSecret).store;
    const open = async () =>
      only(await openCarriers({ http: simulatedApi(simulator.url) }, carrierDeps({ secrets })));
    return { ...simulator, open };
  },
  webhook: {
    open: async () => only(await openWebhooks({ http: describedApi('https://api.example.com') }, deps())),
    signed: (word, { key = apiSecret.webhook, baseUrl = 'https://sms.example.com' } = {}): WebhookRequest => {
      const status = { sent: 'SENT', delivered: 'DELIVRD' }[word] ?? word;
      const message = {
        id: 'message-1',
        status,
        at: '2026-11-22T10:15:00Z',
        to: '447700900001',
        from: '447700900100',
        network: { mcc: '234', mnc: '15', name: 'A network of the United Kingdom' },
        price: { amount: '0.0405', currency: 'GBP' },
      };
      const body = Buffer.from(JSON.stringify({ event: 'message.status', message }));
      return {
        method: 'POST',
        url: `${baseUrl}/v1/webhooks/http/${attemptId}`,
        headers: { 'content-type': 'application/json', 'x-signature': `sha256=${hmac(key, body)}` },
        body,
        token: attemptId,
        receivedAt: new Date('2026-11-22T10:16:00Z'),
      };
    },
    delivered: { carrier: 'http', carrierMessageId: 'message-1', status: 'delivered', evidence: 'handset' },
    // The body alone is signed; hexadecimal digits are the same in either case
    isGenuine: ({ headers, body }) => {
      const [, digest = ''] = /^sha256=([0-9a-f]{64})$/i.exec(headers['x-signature'] ?? '') ?? [];
      return digest.toLowerCase() === hmac(apiSecret.webhook, body);
    },
  },
};
