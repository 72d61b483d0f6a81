import { createHash, createHmac, generateKeyPairSync } from 'node:crypto';
import { verifySignature } from '@vonage/jwt';
import { openCarriers, openWebhooks } from '../../adapters/carriers/registry.ts';
import type { WebhookRequest } from '../../core/carrier.ts';
import { simulatedAccounts } from '../../local/simulator/accounts.ts';
import { carrierDeps, fakeSecrets } from '../support/carrier-deps.ts';
import type { CarrierHarness, Signing } from './carrier-harness.ts';
import { only } from './only.ts';
import { simulate } from './simulate.ts';

const account = simulatedAccounts.vonage;
const uuid = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
const attemptId = `att_${'a'.repeat(32)}_1`;
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
  publicKeyEncoding: { format: 'pem', type: 'spki' },
});
const secret = JSON.stringify({ ...account, privateKey });
const deps = () => carrierDeps({ secrets: fakeSecrets(secret).store });
const settings = (apiUrl: string) => ({
  vonage: { secretArn: 'arn', api: 'messages', signatureMethod: 'sha256', apiUrl } as const,
});

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The vendor's SDK signs requests only, and those by RS256: this is the token that its documentation shows. */
const signedEvent = (
  event: object,
  { key = account.signatureSecret, at = new Date(), baseUrl = 'https://sms.example.com' }: Signing = {},
): WebhookRequest => {
  const body = Buffer.from(
    JSON.stringify({
      message_uuid: uuid,
      to: '447700900001',
      from: '447700900100',
      timestamp: '2026-11-22T01:00:00.000Z',
      client_ref: attemptId,
      channel: 'sms',
      ...event,
    }),
  );
  const claims = {
    iat: Math.floor(at.getTime() / 1000),
    jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5',
    iss: 'Vonage',
    payload_hash: sha256(body),
    api_key: account.apiKey,
    application_id: account.applicationId,
  };
  const token = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  const signature = createHmac('sha256', key).update(token).digest('base64url');
  return {
    method: 'POST',
    url: `${baseUrl}/v1/webhooks/vonage/${attemptId}`,
    headers: { authorization: `Bearer ${token}.${signature}` },
    body,
    token: attemptId,
    receivedAt: new Date(),
  };
};

export const vonageMessagesHarness: CarrierHarness = {
  api: 'Messages API',
  traits: { dedupe: false, lookup: false, echo: true, settleSeconds: 0, segmentsBy: 'carrier' },
  open: async (apiUrl) => only(await openCarriers(settings(apiUrl), deps())),
  textOf: ({ body }) => JSON.parse(body).text,
  accepted: { status: 202, body: JSON.stringify({ message_uuid: uuid }), carrierMessageId: uuid },
  throttled: { status: 429, body: JSON.stringify({ type: '…#1000', title: 'Throttled' }) },
  refusalInside: { status: 200, body: JSON.stringify({ type: '…#1120', title: 'Invalid sender' }) },
  simulate,
  webhook: {
    open: async () => only(await openWebhooks(settings('https://api.nexmo.com'), deps())),
    signed: (status, signing) => signedEvent({ status }, signing),
    inbound: (signing) =>
      signedEvent({ message_type: 'text', text: 'hello', from: '447700900001', to: '447700900100' }, signing),
    delivered: { carrier: 'vonage', carrierMessageId: uuid, status: 'delivered' },
    // The SDK's verification leaves the hash of the body to its user
    isGenuine: ({ headers, body }) => {
      const token = (headers.authorization ?? '').replace(/^Bearer /i, '');
      if (!verifySignature(token, account.signatureSecret)) return false;
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
      return claims.payload_hash === sha256(body);
    },
    tolerance: { old: 86_400, ahead: 300 },
  },
};
