import { createHash } from 'node:crypto';
import twilio from 'twilio';
import { expect, test } from 'vitest';
import { openWebhook } from '../../../../adapters/carriers/twilio/webhook.ts';
import type { WebhookRequest } from '../../../../core/carrier.ts';
import { carrierDeps, fakeSecrets } from '../../../support/carrier-deps.ts';
import { twilioAccount } from '../../../support/simulator.ts';

const token = `att_${'a'.repeat(32)}_2`;
const url = `https://sms.example.com/v1/webhooks/twilio/${token}`;
const sid = `SM${'1'.repeat(32)}`;
const settings = { secretArn: 'arn', apiUrl: 'https://api.twilio.com' };
const receivedAt = new Date('2026-11-22T10:16:30Z');
const sign = (at: string, form: object, key = twilioAccount.authToken) =>
  twilio.getExpectedTwilioSignature(key, at, { ...form });

const request = (form: Record<string, string>, overrides: Partial<WebhookRequest> = {}): WebhookRequest => ({
  method: 'POST',
  url,
  headers: { 'x-twilio-signature': sign(overrides.url ?? url, form) },
  body: Buffer.from(new URLSearchParams(form).toString()),
  token,
  receivedAt,
  ...overrides,
});
const receive = (webhookRequest: WebhookRequest, secrets = fakeSecrets().store) =>
  openWebhook(settings, carrierDeps({ secrets })).receive(webhookRequest);
const receiptOf = async (form: Record<string, string>) => {
  const verdict = await receive(request({ MessageSid: sid, ...form }));
  return verdict.kind === 'receipts' ? verdict.receipts[0] : verdict;
};

test('reads a delivery with the attempt, both times and the evidence, and no number', async () => {
  const form = {
    MessageStatus: 'delivered',
    To: '+447700900001',
    RawDlrDoneDate: '2611221015',
    ErrorCode: '0',
  };
  expect(await receiptOf(form)).toEqual({
    carrier: 'twilio',
    carrierMessageId: sid,
    attemptId: token,
    status: 'delivered',
    receivedAt: '2026-11-22T10:16:30.000Z',
    occurredAt: '2026-11-22T10:15:00.000Z',
    evidence: 'carrier',
  });
});

const statuses = [
  ['accepted', 'pending'],
  ['scheduled', 'pending'],
  ['queued', 'pending'],
  ['sending', 'pending'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['partially_delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
  ['brand-new', 'unrecognised'],
  ['constructor', 'unrecognised'],
  ['', 'unrecognised'],
] as const;

for (const [word, status] of statuses) {
  test(`reads the status «${word}» as ${status}`, async () => {
    expect(await receiptOf({ MessageStatus: word })).toMatchObject({ status });
  });
}

test('says why a text was not delivered, also by a code that it does not know', async () => {
  expect(await receiptOf({ MessageStatus: 'undelivered', ErrorCode: '30003' })).toMatchObject({
    status: 'undelivered',
    failureCode: 'unreachable_handset',
    carrierCode: '30003',
  });
  const unknown = await receiptOf({ MessageStatus: 'failed', ErrorCode: '39999' });
  expect(unknown).toMatchObject({ status: 'failed', carrierCode: '39999' });
  expect(unknown).not.toHaveProperty('failureCode');
  expect(await receiptOf({ MessageStatus: 'failed', ErrorCode: '30036' })).toMatchObject({
    status: 'expired',
    failureCode: 'validity_passed',
  });
});

test('leaves out a time that it cannot read or that is yet to come', async () => {
  for (const RawDlrDoneDate of ['', 'now', '2613451299', '2611221530', '261122101500']) {
    expect(await receiptOf({ MessageStatus: 'delivered', RawDlrDoneDate })).not.toHaveProperty('occurredAt');
  }
});

test('takes a signature over the URL with the port as well as without it', async () => {
  const form = { MessageSid: sid, MessageStatus: 'sent' };
  const withPort = url.replace('.com', '.com:443');
  const pairs = [
    [url, withPort],
    [withPort, url],
    ['http://127.0.0.1:3000/cb', 'http://127.0.0.1:3000/cb'],
    ['http://127.0.0.1:3000/cb', 'http://127.0.0.1/cb'],
  ] as const;
  for (const [ours, signed] of pairs) {
    const headers = { 'x-twilio-signature': sign(signed, form) };
    expect((await receive(request(form, { url: ours, headers }))).kind, signed).toBe('receipts');
  }
});

test('takes repeated parameters as Twilio signs them: each value once, sorted', async () => {
  const body = `MessageSid=${sid}&MessageStatus=sent&Tag=b&Tag=a&Tag=b`;
  const signature = sign(url, { MessageSid: sid, MessageStatus: 'sent', Tag: ['b', 'a', 'b'] });
  const headers = { 'x-twilio-signature': signature };
  expect((await receive(request({}, { body: Buffer.from(body), headers }))).kind).toBe('receipts');
});

test('takes a JSON body whose hash is in the signed URL, and no other body', async () => {
  const body = Buffer.from(JSON.stringify({ MessageSid: sid, MessageStatus: 'delivered' }));
  const hashedUrl = `${url}?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
  const signed = request({}, { url: hashedUrl, body });
  expect(await receive(signed)).toMatchObject({ kind: 'receipts', receipts: [{ status: 'delivered' }] });
  expect(await receive({ ...signed, body: Buffer.from('{}') })).toEqual({ kind: 'forged' });
});

test('refuses what is not signed, and what is signed with another token', async () => {
  const form = { MessageSid: sid, MessageStatus: 'delivered' };
  expect(await receive(request(form, { headers: {} }))).toEqual({ kind: 'forged' });
  const headers = { 'x-twilio-signature': sign(url, form, 'another token') };
  expect(await receive(request(form, { headers }))).toEqual({ kind: 'forged' });
});

test('takes a receipt signed with a token that was rotated a moment ago', async () => {
  const secrets = fakeSecrets();
  await secrets.store.read('arn');
  secrets.rotate(JSON.stringify({ ...twilioAccount, authToken: 'rotated' }));
  const form = { MessageSid: sid, MessageStatus: 'delivered' };
  const headers = { 'x-twilio-signature': sign(url, form, 'rotated') };
  expect((await receive(request(form, { headers }), secrets.store)).kind).toBe('receipts');
});

test('calls a signed request unreadable when it is no receipt of ours, without quoting it', async () => {
  const form = { MessageSid: sid, MessageStatus: 'sent', To: '+447700900001' };
  const cases = [
    request(form, { token: 'att_x_1' }),
    request({ MessageStatus: 'sent', To: '+447700900001' }),
    request({ MessageSid: '+447700900001', MessageStatus: 'sent' }),
    request({ MessageSid: sid }),
  ];
  for (const unreadable of cases) {
    const verdict = await receive(unreadable);
    expect(verdict.kind).toBe('unreadable');
    expect(JSON.stringify(verdict)).not.toContain('4477');
  }
});

test('keeps what a messaging service with words of its own takes an incoming text for', async () => {
  const form = { SmsStatus: 'received', MessageSid: sid, From: '+447700900001', To: '+15005550006' };
  const verdict = await receive(request({ ...form, Body: 'Basta', OptOutType: 'STOP' }));
  expect(verdict).toMatchObject({ kind: 'inbound', messages: [{ text: 'Basta', keyword: 'STOP' }] });
});
