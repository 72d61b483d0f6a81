import { expect, test } from 'vitest';
import type { CarrierWebhook, WebhookRequest, WebhookVerdict } from '../../core/carrier.ts';
import type { InboundMessage } from '../../core/inbound-message.ts';
import { createReceiveWebhook } from '../../lambdas/receive-webhook/receive-webhook.ts';
import { aReceipt } from '../support/builders.ts';
import { FakeClock, FakeReceiptQueue, silentLog } from '../support/fake-ports.ts';

const receive = async (verdict: WebhookVerdict, { carrier = 'twilio', query = '' } = {}) => {
  const seen: WebhookRequest[] = [];
  const webhook: CarrierWebhook = {
    receive: async (request) => {
      seen.push(request);
      return verdict;
    },
  };
  const receipts = new FakeReceiptQueue();
  const texts: InboundMessage[] = [];
  const step = createReceiveWebhook({
    webhooks: new Map([['twilio', webhook]]),
    receipts,
    takeInbound: async (message) => {
      texts.push(message);
    },
    publicUrl: 'https://sms.example.com',
    clock: new FakeClock().now,
    log: silentLog,
  });
  const path = `/v1/webhooks/${carrier}/token`;
  const call = { carrier, token: 'token', method: 'POST', path, query, headers: {}, body: new Uint8Array() };
  const error: unknown = await step(call).catch((thrown: unknown) => thrown);
  return { seen, receipts: receipts.receipts, texts, error };
};

test('queues the receipts of a verified webhook', async () => {
  const { receipts, error } = await receive({ kind: 'receipts', receipts: [aReceipt()] });
  expect(error).toBeUndefined();
  expect(receipts).toEqual([aReceipt()]);
});

test('takes care of each incoming text before it acknowledges them', async () => {
  const text = {
    carrier: 'twilio',
    carrierMessageId: 'SM1',
    sender: '+447700900001',
    recipient: '+447700900100',
    text: 'STOP',
  };
  const messages = [text, { ...text, carrierMessageId: 'SM2' }];
  const { receipts, texts, error } = await receive({ kind: 'inbound', messages });
  expect(error).toBeUndefined();
  expect(receipts).toEqual([]);
  expect(texts).toEqual(messages);
});

test('queues the receipts and takes the texts of a webhook that brings both', async () => {
  const text = {
    carrier: 'http',
    carrierMessageId: 'm1',
    sender: '+447700900001',
    recipient: '12345',
    text: '',
  };
  const verdict = { kind: 'both', receipts: [aReceipt()], messages: [text] } as const;
  const { receipts, texts, error } = await receive(verdict);
  expect([error, receipts, texts]).toEqual([undefined, [aReceipt()], [text]]);
});

test.each([
  [{ kind: 'forged' } as const, 'invalid_signature'],
  [{ kind: 'unreadable', reason: 'no id' } as const, 'invalid_webhook'],
])('queues nothing of a webhook that is %j', async (verdict, code) => {
  const { receipts, error } = await receive(verdict);
  expect(error).toMatchObject({ code });
  expect(receipts).toEqual([]);
});

test('knows no webhook of a carrier that is not configured', async () => {
  expect((await receive({ kind: 'forged' }, { carrier: 'pigeon' })).error).toMatchObject({
    code: 'not_found',
  });
});

test.each([
  ['', 'https://sms.example.com/v1/webhooks/twilio/token'],
  ['a=1', 'https://sms.example.com/v1/webhooks/twilio/token?a=1'],
])('verifies against the public URL, with the query as it came: %j', async (query, url) => {
  expect((await receive({ kind: 'forged' }, { query })).seen[0]?.url).toBe(url);
});
