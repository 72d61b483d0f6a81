import { createHmac } from 'node:crypto';
import plivo from 'plivo';
import { expect, test } from 'vitest';
import { openWebhook } from '../../../../adapters/carriers/plivo/webhook.ts';
import type { WebhookRequest } from '../../../../core/carrier.ts';
import { carrierDeps, fakeSecrets } from '../../../support/carrier-deps.ts';

const token = `att_${'a'.repeat(32)}_2`;
const account = { authId: 'MASIMULATED000000000', authToken: 'own', mainAuthToken: 'main' };
const base = `https://sms.example.com/v1/webhooks/plivo/${token}`;
const form = { MessageUUID: 'm2', ParentMessageUUID: 'm1', PartInfo: '2 of 3', Status: 'delivered' };
const sign = (text: string, nonce: string, key = 'own') =>
  createHmac('sha256', key).update(`${text}.${nonce}`).digest('base64');

const request = (
  fields: Record<string, string> | string,
  overrides: Partial<WebhookRequest> = {},
): WebhookRequest => {
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
  const pairs = [...new URLSearchParams(body)].map(([name, value]) => `${name}${value}`).sort();
  return {
    method: 'POST',
    url: base,
    headers: {
      'x-plivo-signature-v3': sign(`${base}?${pairs.join('')}`, '1'),
      'x-plivo-signature-v3-nonce': '1',
    },
    body: Buffer.from(body),
    token,
    receivedAt: new Date('2026-11-22T10:00:00Z'),
    ...overrides,
  };
};

const receive = (webhookRequest: WebhookRequest) =>
  openWebhook(
    { secretArn: 'arn', apiUrl: 'https://api.plivo.com' },
    carrierDeps({ secrets: fakeSecrets(JSON.stringify(account)).store }),
  ).receive(webhookRequest);

const receiptOf = async (fields: Record<string, string>) => {
  const verdict = await receive(request({ ...form, ...fields }));
  return verdict.kind === 'receipts' ? verdict.receipts[0] : verdict;
};

test('reads the receipt of one segment: whose it is, which it is, and how many there are', async () => {
  expect(await receiptOf({ From: '447700900100', To: '447700900001' })).toEqual({
    carrier: 'plivo',
    carrierMessageId: 'm1',
    attemptId: token,
    status: 'delivered',
    receivedAt: '2026-11-22T10:00:00.000Z',
    evidence: 'carrier',
    segment: 'm2',
    segmentCount: 3,
  });
});

test('reads fields whatever the case of their names', async () => {
  const verdict = await receive(request({ messageuuid: 'm1', status: 'SENT', partInfo: '1 of 1' }));
  expect(verdict).toMatchObject({ receipts: [{ carrierMessageId: 'm1', status: 'sent', segmentCount: 1 }] });
});

const statuses = [
  ['queued', '', { status: 'pending' }],
  ['sent', '', { status: 'sent' }],
  ['undelivered', '80', { status: 'undelivered', failureCode: 'unreachable_handset', carrierCode: '80' }],
  ['failed', '200', { status: 'failed', failureCode: 'opted_out' }],
  ['failed', '420', { status: 'expired', failureCode: 'validity_passed' }],
  ['rejected', '', { status: 'failed', failureCode: 'carrier_blocked' }],
  ['failed', '7777', { status: 'failed', carrierCode: '7777' }],
  ['brand-new', '', { status: 'unrecognised' }],
  ['constructor', '', { status: 'unrecognised' }],
] as const;

for (const [Status, ErrorCode, expected] of statuses) {
  test(`reads «${Status}» with code «${ErrorCode}» as ${expected.status}`, async () => {
    expect(await receiptOf({ Status, ErrorCode })).toMatchObject(expected);
  });
}

test('takes one right signature among several, for one of several nonces', async () => {
  const text = `${base}?${Object.entries(form)
    .map((pair) => pair.join(''))
    .sort()
    .join('')}`;
  const headers = {
    'x-plivo-signature-v3': `${sign(text, '2', 'old')},${sign(text, '2')}`,
    'x-plivo-signature-v3-nonce': '1, 2',
  };
  expect((await receive(request(form, { headers }))).kind).toBe('receipts');
});

test("takes the main account's signature with its key, and with no other", async () => {
  const text = `${base}?${Object.entries(form)
    .map((pair) => pair.join(''))
    .sort()
    .join('')}`;
  const headers = (key: string) => ({
    'x-plivo-signature-ma-v3': sign(text, '1', key),
    'x-plivo-signature-v3-nonce': '1',
  });
  expect((await receive(request(form, { headers: headers('main') }))).kind).toBe('receipts');
  expect((await receive(request(form, { headers: headers('own') }))).kind).toBe('forged');
});

test("agrees with the vendor's SDK on queries, repeated parameters and GET", async () => {
  const cases = [
    { url: `${base}?b=2&a=1&a=0&c=x%20y`, body: new URLSearchParams(form).toString(), method: 'POST' },
    { url: base, body: 'Status=sent&MessageUUID=m1&Tag=b&Tag=a', method: 'POST' },
    { url: `${base}?Status=sent&MessageUUID=m1`, body: '', method: 'GET' },
    { url: base, body: '', method: 'GET' },
  ];
  const texts = [
    `${base}?a=0&a=1&b=2&c=x y.${Object.entries(form)
      .map((pair) => pair.join(''))
      .sort()
      .join('')}`,
    `${base}?MessageUUIDm1StatussentTagaTagb`,
    `${base}?MessageUUID=m1&Status=sent`,
    base,
  ];
  for (const [i, { url, body, method }] of cases.entries()) {
    const signature = sign(texts[i] ?? '', '1');
    const params = Object.fromEntries(
      [...new Set(new URLSearchParams(body).keys())].map((name) => [
        name,
        new URLSearchParams(body).getAll(name),
      ]),
    );
    expect(plivo.validateV3Signature(method, url, '1', 'own', signature, params), url).toBe(true);
    const headers = { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': '1' };
    expect((await receive(request(body, { url, method, headers }))).kind, url).not.toBe('forged');
  }
});
