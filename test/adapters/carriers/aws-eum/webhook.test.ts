import { expect, test } from 'vitest';
import { openWebhooks } from '../../../../adapters/carriers/registry.ts';
import type { HttpResult } from '../../../../adapters/http/http-client.ts';
import { only } from '../../../contract/only.ts';
import { certificateUrl, snsHttp, topicArn, topicPost } from '../../../contract/sns-topic-harness.ts';
import { carrierDeps } from '../../../support/carrier-deps.ts';
import { recordingHttp } from '../../../support/recording-http.ts';
import { selfSigned } from '../../../support/self-signed.ts';

const open = async (http: ReturnType<typeof snsHttp>['http'], more: object = { topicArn }) =>
  only(await openWebhooks({ 'aws-eum': { originationIdentity: 'Shop', ...more } }, carrierDeps({ http })));

const event = { Message: JSON.stringify({ eventType: 'TEXT_SENT', messageId: 'message-1' }) };
const confirmUrl = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=abc';
const confirmation = (SubscribeURL: string) =>
  topicPost({ Type: 'SubscriptionConfirmation', Message: 'confirm', Token: 'abc', SubscribeURL });

test('confirms a subscription to the configured topic, and only at SNS itself', async () => {
  const { http, asked } = snsHttp();
  const webhook = await open(http);
  expect(await webhook.receive(confirmation(confirmUrl))).toEqual({ kind: 'receipts', receipts: [] });
  expect(asked).toEqual([certificateUrl, confirmUrl]);
  const elsewhere = [
    'https://example.com/?Action=ConfirmSubscription',
    'http://sns.eu-west-1.amazonaws.com/',
  ];
  for (const url of elsewhere) expect(await webhook.receive(confirmation(url))).toEqual({ kind: 'forged' });
  expect(asked).toHaveLength(2);
});

test('fetches a certificate once', async () => {
  const { http, asked } = snsHttp();
  const webhook = await open(http);
  for (const _ of [1, 2, 3])
    expect(await webhook.receive(topicPost(event))).toMatchObject({ kind: 'receipts' });
  expect(asked).toEqual([certificateUrl]);
});

test('refuses what SNS signed for a topic that is not the configured one, and asks nobody', async () => {
  const { http, asked } = snsHttp();
  const other = topicPost({ ...event, TopicArn: 'arn:aws:sns:eu-west-1:999999999999:Texts' });
  expect(await (await open(http)).receive(other)).toEqual({ kind: 'forged' });
  expect(await (await open(http, {})).receive(topicPost(event))).toEqual({ kind: 'forged' });
  expect(asked).toEqual([]);
});

test.each([
  'https://example.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem',
  'http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem',
  'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem',
  'https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem',
  'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem?x',
  'https://sns.eu-west-1.amazonaws.com/bucket/0123456789abcdef0123456789abcdef.pem',
])('fetches no certificate from %s', async (SigningCertURL) => {
  const { http, asked } = snsHttp();
  expect(await (await open(http)).receive(topicPost({ ...event, SigningCertURL }))).toEqual({
    kind: 'forged',
  });
  expect(asked).toEqual([]);
});

test('refuses a certificate that has run out, and what is none', async () => {
  for (const certificate of [selfSigned('rsa', '200601000000Z').cert, '<html>']) {
    const webhook = await open(snsHttp(certificate).http);
    expect(await webhook.receive(topicPost(event))).toEqual({ kind: 'forged' });
  }
});

test.each([
  { kind: 'notSent', reason: 'ENOTFOUND' },
  { kind: 'answered', status: 503, headers: {}, body: new Uint8Array() },
] satisfies HttpResult[])('has SNS post again when the certificate cannot be had: %j', async (result) => {
  const webhook = await open(recordingHttp(result).http);
  await expect(webhook.receive(topicPost(event))).rejects.toThrow('certificate');
});

test('says that it cannot read what is neither an event nor a text', async () => {
  const webhook = await open(snsHttp().http);
  for (const Message of ['hello', '{}', '{"originationNumber":"+447700900001"}']) {
    expect(await webhook.receive(topicPost({ Message }))).toMatchObject({ kind: 'unreadable' });
  }
});
