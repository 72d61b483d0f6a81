import { type KeyObject, sign } from 'node:crypto';
import Telnyx from 'telnyx';
import { openCarriers, openWebhooks } from '../../adapters/carriers/registry.ts';
import type { WebhookRequest } from '../../core/carrier.ts';
import { ed25519Key, simulatedAccounts } from '../../local/simulator/accounts.ts';
import { carrierDeps, fakeSecrets } from '../support/carrier-deps.ts';
import type { CarrierHarness, Signing } from './carrier-harness.ts';
import { only } from './only.ts';
import { simulate } from './simulate.ts';

const { apiKey, publicKey, privateKey } = simulatedAccounts.telnyx;
const id = '40385f64-5717-4562-b3fc-2c963f66afa6';
const attemptId = `att_${'a'.repeat(32)}_1`;
const settings = (apiUrl: string) => ({ telnyx: { secretArn: 'arn', apiUrl } });
const deps = () => carrierDeps({ secrets: fakeSecrets(JSON.stringify({ apiKey, publicKey })).store });

/** The vendor's SDK only verifies, so this is what it verifies: the time, a bar and the body. */
const signedEvent = (
  event: { readonly event_type: string; readonly status: string },
  { key, at = new Date(), baseUrl = 'https://sms.example.com' }: Signing = {},
): WebhookRequest => {
  const url = `${baseUrl}/v1/webhooks/telnyx/${attemptId}`;
  const body = Buffer.from(
    JSON.stringify({
      data: {
        event_type: event.event_type,
        id: 'b301ed3f-1490-491f-995f-6e64e69674d4',
        occurred_at: '2026-11-22T01:00:00.000+00:00',
        payload: {
          direction: 'outbound',
          id,
          from: { phone_number: '+447700900100', carrier: '', line_type: '' },
          to: [{ phone_number: '+447700900001', status: event.status, carrier: '', line_type: '' }],
          parts: 1,
          errors: [],
          text: 'hello',
          webhook_url: url,
        },
        record_type: 'event',
      },
      meta: { attempt: 1, delivered_to: url },
    }),
  );
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signingKey: KeyObject = key === undefined ? privateKey : ed25519Key(key);
  const signature = sign(null, Buffer.concat([Buffer.from(`${timestamp}|`), body]), signingKey);
  return {
    method: 'POST',
    url,
    headers: {
      'telnyx-signature-ed25519': signature.toString('base64'),
      'telnyx-timestamp': timestamp,
    },
    body,
    token: attemptId,
    receivedAt: new Date(),
  };
};

const sdk = new Telnyx(apiKey);
const judged = new Map<string, boolean>();

/** The vendor's own judgement, kept: its cryptography is JavaScript and takes 10 ms. */
const isSignedForSdk = (headers: WebhookRequest['headers'], body: string): boolean => {
  const signature = Buffer.from(headers['telnyx-signature-ed25519'] ?? '', 'base64');
  if (signature.length !== 64) return false;
  const timestamp = headers['telnyx-timestamp'] ?? '';
  const request = `${timestamp} ${signature.toString('base64')} ${body}`;
  const verdict = judged.get(request) ?? verify(body, signature, timestamp);
  judged.set(request, verdict);
  return verdict;
};

const verify = (body: string, signature: Uint8Array, timestamp: string): boolean => {
  try {
    return sdk.webhooks.signature.verifySignature(
      body,
      signature,
      timestamp,
      Buffer.from(publicKey, 'base64'),
      300,
    );
  } catch {
    return false;
  }
};

export const telnyxHarness: CarrierHarness = {
  traits: { dedupe: false, lookup: true, echo: true, settleSeconds: 900, segmentsBy: 'standard' },
  open: async (apiUrl) => only(await openCarriers(settings(apiUrl), deps())),
  textOf: ({ body }) => JSON.parse(body).text,
  accepted: {
    status: 200,
    body: JSON.stringify({ data: { record_type: 'message', id, to: [{ status: 'queued' }] } }),
    carrierMessageId: id,
  },
  throttled: { status: 429, body: JSON.stringify({ errors: [{ code: '10011', title: 'Too many' }] }) },
  refusalInside: { status: 200, body: JSON.stringify({ errors: [{ code: '40310', title: 'no' }] }) },
  simulate,
  lookup: {
    byAttempt: true,
    secret: JSON.stringify({ apiKey, publicKey }),
    open: async (apiUrl, overrides) => only(await openCarriers(settings(apiUrl), carrierDeps(overrides))),
    entry: (uuid, request) => ({
      record_type: 'message_detail_record',
      uuid,
      status: 'delivered',
      delivery_status_webhook_url: `https://sms.example.com/v1/webhooks/telnyx/${request.attemptId}`,
      errors: [],
      parts: 1,
    }),
    page: (data, hasMore) => JSON.stringify({ data, meta: { page_number: 1, total_pages: hasMore ? 2 : 1 } }),
  },
  webhook: {
    open: async () => only(await openWebhooks(settings('https://api.telnyx.com'), deps())),
    signed: (status, signing) => signedEvent({ event_type: 'message.finalized', status }, signing),
    inbound: (signing) =>
      signedEvent({ event_type: 'message.received', status: 'webhook_delivered' }, signing),
    delivered: { carrier: 'telnyx', carrierMessageId: id, status: 'delivered', segmentCount: 1 },
    isGenuine: ({ headers, body }) => isSignedForSdk(headers, Buffer.from(body).toString()),
    tolerance: { old: 300, ahead: 300 },
  },
};
