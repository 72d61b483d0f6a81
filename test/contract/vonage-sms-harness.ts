import { createHash, createHmac } from 'node:crypto';
import { AlgorithmTypes, Auth } from '@vonage/auth';
import { SMS } from '@vonage/sms';
import { openCarriers, openWebhooks } from '../../adapters/carriers/registry.ts';
import type { VonageSettings } from '../../adapters/carriers/vonage/settings.ts';
import type { WebhookRequest } from '../../core/carrier.ts';
import { simulatedAccounts } from '../../local/simulator/accounts.ts';
import { carrierDeps, fakeSecrets } from '../support/carrier-deps.ts';
import type { CarrierHarness, Signing, WebhookHarness } from './carrier-harness.ts';
import { only } from './only.ts';
import { simulate } from './simulate.ts';

type Method = VonageSettings['signatureMethod'];

const account = simulatedAccounts.vonage;
const messageId = '0A0000001234567B';
const attemptId = `att_${'a'.repeat(32)}_1`;
const deps = () => carrierDeps({ secrets: fakeSecrets(JSON.stringify(account)).store });

/** An empty key, since the SDK would look for a file of the name undefined. */
const sdk = new SMS(new Auth({ ...account, privateKey: '' }));

/** The vendor's names for the five ways to sign. */
const algorithms: Readonly<Record<Method, AlgorithmTypes>> = {
  md5hash: AlgorithmTypes.md5hash,
  md5: AlgorithmTypes.md5hmac,
  sha1: AlgorithmTypes.sha1hmac,
  sha256: AlgorithmTypes.sha256hmac,
  sha512: AlgorithmTypes.sha512hmac,
};

/** The vendor's SDK verifies receipts and signs only requests, so this is what it verifies. */
const sign = (method: Method, parameters: Readonly<Record<string, string>>, key: string): string => {
  const signed = Object.keys(parameters)
    .sort()
    .map((name) => `&${name}=${parameters[name]?.replace(/[&=]/g, '_')}`)
    .join('');
  return method === 'md5hash'
    ? createHash('md5')
        .update(signed + key)
        .digest('hex')
    : createHmac(method, key).update(signed).digest('hex');
};

/** A receipt of the SMS API, signed by one of the five methods. */
export const signedSms = (
  method: Method,
  fields: Record<string, string>,
  { key = account.signatureSecret, at = new Date(), baseUrl = 'https://sms.example.com' }: Signing = {},
): WebhookRequest => {
  const parameters = {
    msisdn: '447700900001',
    to: '447700900100',
    'network-code': '23410',
    messageId,
    'api-key': account.apiKey,
    'client-ref': attemptId,
    'message-timestamp': '2026-11-22 01:00:00 +0000',
    timestamp: String(Math.floor(at.getTime() / 1000)),
    nonce: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
    ...fields,
  };
  return {
    method: 'POST',
    url: `${baseUrl}/v1/webhooks/vonage/${attemptId}`,
    headers: {},
    body: Buffer.from(new URLSearchParams({ ...parameters, sig: sign(method, parameters, key) }).toString()),
    token: attemptId,
    receivedAt: new Date(),
  };
};

const receipt = (status: string) => ({ status, price: '0.03330000', scts: '2611220100', 'err-code': '0' });

export const vonageSmsWebhook = (signatureMethod: Method): WebhookHarness => ({
  open: async () =>
    only(await openWebhooks({ vonage: { secretArn: 'arn', api: 'sms', signatureMethod } }, deps())),
  signed: (status, signing) => signedSms(signatureMethod, receipt(status), signing),
  inbound: (signing) =>
    signedSms(signatureMethod, { text: 'hello', keyword: 'HELLO', type: 'text' }, signing),
  delivered: { carrier: 'vonage', carrierMessageId: messageId, status: 'delivered', segment: messageId },
  isGenuine: ({ body }) => {
    const pairs = [...new URLSearchParams(Buffer.from(body).toString())];
    const parameters = Object.fromEntries(pairs);
    // Of a name that comes twice, parsers make a list, which the SDK refuses
    if (Object.keys(parameters).length !== pairs.length || parameters.sig === undefined) return false;
    return sdk.verifySignature(
      parameters.sig,
      parameters,
      account.signatureSecret,
      algorithms[signatureMethod],
    );
  },
  tolerance: { old: 86_400, ahead: 300 },
});

const settings = (apiUrl: string) => ({
  vonage: { secretArn: 'arn', api: 'sms', signatureMethod: 'sha256', apiUrl } as const,
});

const answered = (...messages: readonly object[]): string =>
  JSON.stringify({ 'message-count': String(messages.length), messages });

export const vonageSmsHarness: CarrierHarness = {
  api: 'SMS API',
  traits: { dedupe: false, lookup: true, echo: true, settleSeconds: 900, segmentsBy: 'carrier' },
  open: async (apiUrl) => only(await openCarriers(settings(apiUrl), deps())),
  textOf: ({ body }) => new URLSearchParams(body).get('text') ?? '',
  accepted: {
    status: 200,
    body: answered({ to: '447700900500', 'message-id': messageId, status: '0', network: '23410' }),
    carrierMessageId: messageId,
  },
  throttled: { status: 429, body: answered({ status: '1', 'error-text': 'please wait [ 250 ] and retry' }) },
  // A refusal of this API is a 200: this is one of the other API
  refusalInside: { status: 200, body: JSON.stringify({ type: '…#1120', title: 'Invalid sender' }) },
  simulate,
  lookup: {
    byAttempt: true,
    secret: JSON.stringify(account),
    open: async (apiUrl, overrides) => only(await openCarriers(settings(apiUrl), carrierDeps(overrides))),
    entry: (id, { attemptId: client_ref }) => ({
      message_id: id,
      client_ref,
      status: 'delivered',
      error_code: '0',
    }),
    page: (records, hasMore) =>
      JSON.stringify({
        request_status: 'SUCCESS',
        records,
        _links: {
          self: { href: 'https://api.nexmo.com/v2/reports/records?product=SMS' },
          ...(hasMore && { next: { href: 'https://api.nexmo.com/v2/reports/records?cursor=abc&iv=def' } }),
        },
      }),
  },
  webhook: vonageSmsWebhook('sha256'),
};
