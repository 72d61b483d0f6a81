import { createSign } from 'node:crypto';
import Validator from 'sns-payload-validator';
import * as z from 'zod';
import { openWebhooks } from '../../adapters/carriers/registry.ts';
import type { HttpClient } from '../../adapters/http/http-client.ts';
import type { WebhookRequest } from '../../core/carrier.ts';
import { carrierDeps } from '../support/carrier-deps.ts';
import { selfSigned } from '../support/self-signed.ts';
import type { Signing, WebhookHarness } from './carrier-harness.ts';
import { only } from './only.ts';

export const topicArn = 'arn:aws:sns:eu-west-1:111122223333:Texts';
const host = 'https://sns.eu-west-1.amazonaws.com';
export const certificateUrl = `${host}/SimpleNotificationService-${'0123456789abcdef'.repeat(2)}.pem`;

const ours = selfSigned('rsa');
const others = selfSigned('rsa');

/** What SNS has at its URLs: the certificate, and an answer to a confirmation. */
export const snsHttp = (certificate = ours.cert) => {
  const asked: string[] = [];
  const http: HttpClient = {
    send: async ({ url }) => {
      asked.push(url);
      const isThere = url === certificateUrl || url.startsWith(`${host}/?Action=ConfirmSubscription`);
      const body = Buffer.from(url === certificateUrl ? certificate : '<xml/>');
      return { kind: 'answered', status: isThere ? 200 : 404, headers: {}, body };
    },
    close: () => {},
  };
  return { http, asked };
};

type Fields = Readonly<Record<string, string>>;

const signedNames = (type: string | undefined): string[] =>
  type === 'Notification'
    ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
    : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/** What SNS posts, signed with a key whose certificate is ours to give. */
export const topicPost = (
  fields: Fields,
  version: '1' | '2' = '2',
  { key, baseUrl = 'https://sms.example.com' }: Signing = {},
): WebhookRequest => {
  const message: Fields = {
    Type: 'Notification',
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: topicArn,
    Timestamp: '2026-11-22T10:16:00.000Z',
    SignatureVersion: version,
    SigningCertURL: certificateUrl,
    UnsubscribeURL: `${host}/?Action=Unsubscribe`,
    ...fields,
  };
  const signer = createSign(version === '1' ? 'sha1' : 'sha256');
  for (const name of signedNames(message.Type)) {
    if (message[name] !== undefined) signer.update(`${name}\n${message[name]}\n`);
  }
  const signature = signer.sign(key === undefined ? ours.key : others.key, 'base64');
  return {
    method: 'POST',
    url: `${baseUrl}/v1/webhooks/aws-eum/sns`,
    headers: { 'content-type': 'text/plain; charset=UTF-8' },
    body: Buffer.from(JSON.stringify({ ...message, Signature: signature })),
    token: 'sns',
    receivedAt: new Date('2026-11-22T10:16:05Z'),
  };
};

/** An event of a text, as an event destination gives it to a topic. */
const deliveryEvent = (word: string) =>
  JSON.stringify({
    eventType: word === 'delivered' ? 'TEXT_DELIVERED' : 'TEXT_SENT',
    isFinal: word === 'delivered',
    eventTimestamp: 1_795_342_560_000,
    messageId: 'message-1',
    destinationPhoneNumber: '+447700900001',
    totalMessageParts: 1,
    context: { attemptId: `att_${'a'.repeat(32)}_1` },
  });

const twoWayText = JSON.stringify({
  originationNumber: '+447700900001',
  destinationNumber: '+447700900100',
  messageKeyword: 'KEYWORD',
  messageBody: 'hello',
  inboundMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
  previousPublishedMessageId: 'message-1',
});

/** An independent judge, which has the certificate already instead of fetching it. */
const validator = new Validator();
const HasCache = z.object({ certCache: z.custom<Map<string, string>>((cache) => typeof cache === 'object') });
HasCache.parse(validator).certCache.set(certificateUrl, ours.cert);

export const snsTopicWebhook = (version: '1' | '2'): WebhookHarness => ({
  open: async () => {
    const { http } = snsHttp();
    const settings = { 'aws-eum': { originationIdentity: 'Shop', topicArn } };
    return only(await openWebhooks(settings, carrierDeps({ http })));
  },
  signed: (status, signing) =>
    topicPost({ Message: deliveryEvent(status), Subject: 'event' }, version, signing),
  inbound: (signing) => topicPost({ Message: twoWayText }, version, signing),
  delivered: { carrier: 'aws-eum', carrierMessageId: 'message-1', status: 'delivered', evidence: 'handset' },
  isGenuine: ({ body }) =>
    validator.validate(Buffer.from(body).toString()).then(
      () => true,
      () => false,
    ),
});
