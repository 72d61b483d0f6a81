import { createHmac, sign } from 'node:crypto';
import fc from 'fast-check';
import * as z from 'zod';
import { hashRecipient } from '../../adapters/crypto/hashes.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import type { WebhookRequest } from '../../core/carrier.ts';
import { InboundEntry } from '../../core/inbound/inbound-entry.ts';
import { InboundSettings } from '../../core/inbound/inbound-settings.ts';
import { Receipt } from '../../core/receipt.ts';
import { createReceiveWebhook } from '../../lambdas/receive-webhook/receive-webhook.ts';
import { createTakeInbound } from '../../lambdas/receive-webhook/take-inbound.ts';
import { simulatedAccounts } from '../../local/simulator/accounts.ts';
import { signCallback as signPlivo } from '../../local/simulator/plivo/signature.ts';
import { signCallback as signTwilio } from '../../local/simulator/twilio/signature.ts';
import { signBody } from '../../local/simulator/vonage/signature.ts';
import type { WebhookHarness } from '../contract/carrier-harness.ts';
import { httpHarness } from '../contract/http-harness.ts';
import { plivoHarness } from '../contract/plivo-harness.ts';
import { snsTopicWebhook, topicPost } from '../contract/sns-topic-harness.ts';
import { telnyxHarness } from '../contract/telnyx-harness.ts';
import { twilioHarness } from '../contract/twilio-harness.ts';
import { vonageMessagesHarness } from '../contract/vonage-messages-harness.ts';
import { signedSms, vonageSmsWebhook } from '../contract/vonage-sms-harness.ts';
import { FakeInboundLog } from '../support/fake-inbound.ts';
import { FakeOptOuts, silentLog } from '../support/fake-ports.ts';
import { twilioAccount } from '../support/simulator.ts';
import type { FuzzedRequest } from './api-requests.ts';
import { anyJson, harmfulText, mutated } from './json-values.ts';
import { bodyOf, contentTypes, headerText, jsonBytes } from './wire.ts';

const publicUrl = 'https://sms.example.com';

type Signed = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };
type Form = Readonly<Record<string, string>>;

/** How a carrier signs whatever it is that it sends: what has a right signature goes further than what has none. */
type Signer =
  | { readonly form: (fields: Form, url: string) => Signed }
  | { readonly json: (body: Uint8Array, url: string) => Signed };

const formBody = (fields: Form): Uint8Array => Buffer.from(new URLSearchParams(fields).toString());

const carriers: Readonly<
  Record<string, { readonly webhook: WebhookHarness | undefined; readonly signer: Signer }>
> = {
  twilio: {
    webhook: twilioHarness.webhook,
    signer: {
      form: (fields, url) => ({
        headers: { 'x-twilio-signature': signTwilio(twilioAccount.authToken, url, fields) },
        body: formBody(fields),
      }),
    },
  },
  plivo: {
    webhook: plivoHarness.webhook,
    signer: {
      form: (fields, url) => ({
        headers: {
          'x-plivo-signature-v3': signPlivo(simulatedAccounts.plivo.authToken, url, fields, '17'),
          'x-plivo-signature-v3-nonce': '17',
        },
        body: formBody(fields),
      }),
    },
  },
  'vonage-sms': {
    webhook: vonageSmsWebhook('sha256'),
    signer: { form: (fields) => signedSms('sha256', fields) },
  },
  vonage: {
    webhook: vonageMessagesHarness.webhook,
    signer: {
      json: (body) => {
        const token = signBody(Buffer.from(body).toString(), simulatedAccounts.vonage, new Date(), 'jti');
        return { headers: { authorization: `Bearer ${token}` }, body };
      },
    },
  },
  telnyx: {
    webhook: telnyxHarness.webhook,
    signer: {
      json: (body) => {
        const time = String(Math.floor(Date.now() / 1000));
        const signed = Buffer.concat([Buffer.from(`${time}|`), body]);
        const signature = sign(null, signed, simulatedAccounts.telnyx.privateKey).toString('base64');
        return { headers: { 'telnyx-signature-ed25519': signature, 'telnyx-timestamp': time }, body };
      },
    },
  },
  http: {
    webhook: httpHarness.webhook,
    signer: {
      json: (body) => {
        const signature = createHmac('sha256', simulatedAccounts.http.webhook).update(body).digest('hex');
        return { headers: { 'x-signature': `sha256=${signature}` }, body };
      },
    },
  },
  'aws-eum': {
    webhook: snsTopicWebhook('2'),
    signer: { json: (body) => topicPost({ Message: Buffer.from(body).toString() }) },
  },
};

/** The receiver of webhooks with every carrier that posts here. */
export const openWebhookHandler = async () => {
  const opened = await Promise.all(
    Object.entries(carriers).map(async ([name, { webhook }]) => {
      if (!webhook) throw new Error(`${name} has no webhook`);
      return [name, await webhook.open()] as const;
    }),
  );
  const receive = createReceiveWebhook({
    webhooks: new Map(opened),
    // Whoever ingests them must be able to read them.
    receipts: { enqueue: async (receipts) => void z.array(Receipt).parse(receipts) },
    takeInbound: createTakeInbound({
      settings: InboundSettings.parse({ tenant: 'acme' }),
      inbound: new FakeInboundLog(),
      optOuts: new FakeOptOuts(),
      queue: { enqueue: async (entry) => void InboundEntry.parse(entry) },
      hashRecipient: async (number) => hashRecipient(number, 'key'),
      log: silentLog,
    }),
    publicUrl,
    clock: () => new Date(),
    log: silentLog,
  });
  return httpHandler(async ({ pathParameters, ...request }) => {
    const { carrier = '', token = '' } = pathParameters;
    await receive({ ...request, carrier, token });
    return { status: 204 };
  }, silentLog);
};

const words = ['delivered', 'sent', 'failed', 'undelivered', 'DELIVRD', 'expired', 'nothing we know', 'read'];
const attemptId = `att_${'a'.repeat(32)}_1`;

const tokens = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(attemptId, 'inbound', 'sns') },
  { weight: 1, arbitrary: harmfulText.map((text) => text.replaceAll(/[/?#]/g, '').slice(0, 500) || '-') },
);

/** Fields of a form that are changed, dropped and added; a form has no lone surrogates. */
const forms = (genuine: Form): fc.Arbitrary<Form> =>
  fc
    .array(
      fc.tuple(
        fc.oneof(fc.constantFrom(...Object.keys(genuine)), harmfulText),
        fc.oneof(harmfulText, fc.constantFrom(...words), fc.constant(undefined)),
      ),
      { maxLength: 4 },
    )
    .map((changes) =>
      Object.fromEntries(
        [...Object.entries(genuine), ...changes]
          .filter((pair): pair is [string, string] => pair[1] !== undefined)
          .map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]),
      ),
    );

/** What the carrier itself posts, without what only signs it. */
const contentOf = (name: string, { body }: WebhookRequest): string => {
  const text = Buffer.from(body).toString();
  return name === 'aws-eum' ? String(Object(JSON.parse(text)).Message) : text;
};

const postsOf = (name: string): fc.Arbitrary<FuzzedRequest> => {
  const { webhook, signer } = carriers[name] ?? {};
  if (!webhook || !signer) throw new Error(`${name} has no webhook`);
  const inbound = webhook.inbound ? [webhook.inbound()] : [];
  const genuine = fc
    .constantFrom(...words.map((word) => webhook.signed(word)), ...inbound, ...inbound, ...inbound)
    .map((request) => contentOf(name, request));
  const isForm = 'form' in signer;
  const content: fc.Arbitrary<(url: string) => Signed> = isForm
    ? genuine.chain((text) =>
        forms(Object.fromEntries(new URLSearchParams(text))).map(
          (fields) => (url: string) => signer.form(fields, url),
        ),
      )
    : jsonBytes(
        fc.oneof(
          { weight: 2, arbitrary: genuine.map((text): unknown => JSON.parse(text)) },
          { weight: 6, arbitrary: mutated(genuine.map((text): unknown => JSON.parse(text))) },
          { weight: 1, arbitrary: anyJson },
        ),
      ).map((body) => (url: string) => signer.json(body, url));
  const spoil = fc.oneof(
    { weight: 5, arbitrary: fc.constant((signed: Signed) => signed) },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ maxLength: 300 }).map((body) => (signed: Signed) => ({ ...signed, body })),
    },
    {
      weight: 1,
      arbitrary: headerText.map((value) => (signed: Signed) => ({
        ...signed,
        headers: Object.fromEntries(Object.keys(signed.headers).map((header) => [header, value])),
      })),
    },
  );
  return fc
    .record({
      token: tokens,
      content,
      spoil,
      query: fc.constantFrom('', 'a=1', '__proto__=1', '%', 'bodySHA256=x'),
      contentType: contentTypes(isForm ? 'application/x-www-form-urlencoded' : 'application/json'),
      method: fc.constantFrom('POST', 'POST', 'POST', 'GET'),
    })
    .map(({ token, content: signedFor, spoil: change, query, contentType, method }) => {
      const rawPath = `/v1/webhooks/${name}/${token}`;
      const { headers, body } = change(signedFor(`${publicUrl}${rawPath}${query === '' ? '' : `?${query}`}`));
      return {
        operationId: method === 'GET' ? 'receiveWebhookByGet' : 'receiveWebhook',
        functionName: 'receive-webhook',
        event: {
          version: '2.0',
          routeKey: `${method} /v1/webhooks/{carrier}/{token}`,
          rawPath,
          rawQueryString: query,
          headers: { 'content-type': contentType, ...headers },
          pathParameters: { carrier: name, token },
          requestContext: { http: { method, path: rawPath } },
          ...bodyOf(body, /^(text\/|application\/json)/i.test(contentType)),
        },
      };
    });
};

/** Receipts and other posts of all carriers: rightly signed, wrongly, and not at all. */
export const webhookPosts: fc.Arbitrary<FuzzedRequest> = fc.oneof(
  // To sign for SNS takes a millisecond.
  ...Object.keys(carriers).map((name) => ({ weight: name === 'aws-eum' ? 1 : 5, arbitrary: postsOf(name) })),
);
