import { createHmac } from 'node:crypto';
import { parse } from 'node:querystring';
import plivo from 'plivo';
import { openCarriers, openWebhooks } from '../../adapters/carriers/registry.ts';
import type { WebhookRequest } from '../../core/carrier.ts';
import { simulatedAccounts } from '../../local/simulator/accounts.ts';
import { carrierDeps, fakeSecrets } from '../support/carrier-deps.ts';
import type { CarrierHarness, Signing } from './carrier-harness.ts';
import { only } from './only.ts';
import { simulate } from './simulate.ts';

const account = simulatedAccounts.plivo;
const uuid = '0f0f0f0f-1111-4222-8333-444444444444';
const attemptId = `att_${'a'.repeat(32)}_1`;
const nonce = '05429567804466091622';
const settings = (apiUrl: string) => ({ plivo: { secretArn: 'arn', apiUrl } });
const deps = () => carrierDeps({ secrets: fakeSecrets(JSON.stringify(account)).store });

/** The vendor's SDK only verifies, so this is what it verifies: the URL, `?`, the form sorted, a dot, the nonce. */
const signedForm = (
  fields: Record<string, string>,
  { key = account.authToken, baseUrl = 'https://sms.example.com' }: Signing = {},
): WebhookRequest => {
  const url = `${baseUrl}/v1/webhooks/plivo/${attemptId}`;
  const form: Record<string, string> = {
    From: '447700900100',
    To: '447700900001',
    MessageUUID: uuid,
    ParentMessageUUID: uuid,
    PartInfo: '1 of 1',
    Units: '1',
    TotalAmount: '0.0050',
    ...fields,
  };
  const pairs = Object.keys(form)
    .sort()
    .map((name) => `${name}${form[name]}`);
  const signature = createHmac('sha256', key)
    .update(`${url}?${pairs.join('')}.${nonce}`)
    .digest('base64');
  return {
    method: 'POST',
    url,
    headers: { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': nonce },
    body: Buffer.from(new URLSearchParams(form).toString()),
    token: attemptId,
    receivedAt: new Date(),
  };
};

export const plivoHarness: CarrierHarness = {
  traits: { dedupe: false, lookup: true, echo: true, settleSeconds: 900, segmentsBy: 'standard' },
  open: async (apiUrl) => only(await openCarriers(settings(apiUrl), deps())),
  textOf: ({ body }) => JSON.parse(body).text,
  accepted: {
    status: 202,
    body: JSON.stringify({ api_id: 'x', message: 'message(s) queued', message_uuid: [uuid] }),
    carrierMessageId: uuid,
  },
  throttled: { status: 429, body: JSON.stringify({ api_id: 'x', error: 'too many requests' }) },
  refusalInside: { status: 200, body: JSON.stringify({ api_id: 'x', error: 'src is not valid' }) },
  simulate,
  lookup: {
    byAttempt: false,
    secret: JSON.stringify(account),
    open: async (apiUrl, overrides) => only(await openCarriers(settings(apiUrl), carrierDeps(overrides))),
    entry: (id) => ({ message_uuid: id, message_state: 'delivered', error_code: '000', units: 1 }),
    page: (objects, hasMore) =>
      JSON.stringify({
        meta: { limit: 20, offset: 0, next: hasMore ? '/v1/Account/x/Message/?limit=20&offset=20' : null },
        objects,
      }),
  },
  webhook: {
    open: async () => only(await openWebhooks(settings('https://api.plivo.com'), deps())),
    signed: (Status, signing) => signedForm({ Status }, signing),
    inbound: (signing) => signedForm({ Text: 'hello', Type: 'sms' }, signing),
    delivered: { carrier: 'plivo', carrierMessageId: uuid, status: 'delivered', segmentCount: 1 },
    isGenuine: ({ method, url, headers, body }) => {
      try {
        const signature = headers['x-plivo-signature-v3'] ?? '';
        const given = headers['x-plivo-signature-v3-nonce'] ?? '';
        const form = parse(Buffer.from(body).toString());
        return plivo.validateV3Signature(method, url, given, account.authToken, signature, form) === true;
      } catch {
        return false;
      }
    },
  },
};
