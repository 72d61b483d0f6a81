import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { openWebhook } from '../../../../adapters/carriers/http/webhook.ts';
import type { WebhookRequest } from '../../../../core/carrier.ts';
import { carrierDeps, fakeSecrets } from '../../../support/carrier-deps.ts';
import { apiSecret, describedApi } from '../../../support/http-carrier.ts';

const attemptId = `att_${'a'.repeat(32)}_1`;
const own = describedApi('https://api.example.com').receipts;
const request = (body: string, headers: Record<string, string>, token = attemptId): WebhookRequest => ({
  method: 'POST',
  url: `https://sms.example.com/v1/webhooks/http/${token}`,
  headers,
  body: Buffer.from(body),
  token,
  receivedAt: new Date('2026-11-22T10:16:00Z'),
});
const hmac = (body: string, key = apiSecret.webhook, encoding: 'hex' | 'base64' = 'hex') =>
  createHmac('sha256', key).update(body).digest(encoding);
const signed = (json: unknown, token = attemptId) => {
  const body = JSON.stringify(json);
  return request(body, { 'x-signature': `sha256=${hmac(body)}` }, token);
};
const receive = (
  call: WebhookRequest,
  receipts: object = {},
  secrets = fakeSecrets(JSON.stringify(apiSecret)).store,
) =>
  openWebhook(
    describedApi('https://api.example.com', { receipts: { ...own, ...receipts } }),
    carrierDeps({ secrets }),
  ).receive(call);
const message = (status: string, reason?: string) => ({ message: { id: 'm1', status, reason } });

test.each([
  ['SENT', undefined, { status: 'sent' }],
  ['DELIVRD', undefined, { status: 'delivered', evidence: 'handset' }],
  ['UNDELIV', 'ABSENT', { status: 'undelivered', failureCode: 'unreachable_handset', carrierCode: 'ABSENT' }],
  ['UNDELIV', 'NEW', { status: 'undelivered', carrierCode: 'NEW' }],
  ['NEW', undefined, { status: 'unrecognised', carrierCode: 'NEW' }],
])('reads %s with the reason %s', async (status, reason, expected) => {
  expect(await receive(signed(message(status, reason)))).toEqual({
    kind: 'receipts',
    receipts: [
      {
        carrier: 'http',
        carrierMessageId: 'm1',
        attemptId,
        receivedAt: '2026-11-22T10:16:00.000Z',
        ...expected,
      },
    ],
  });
});

test('reads several receipts of one call', async () => {
  const list = { each: '/events', id: '/id', status: '/is', code: undefined };
  const events = [
    { id: 'm1', is: 'SENT' },
    { id: 'm2', is: 'DELIVRD' },
  ];
  expect(await receive(signed({ events }, 'receipts'), list)).toMatchObject({
    receipts: [
      { carrierMessageId: 'm1', status: 'sent' },
      { carrierMessageId: 'm2', status: 'delivered' },
    ],
  });
});

test('takes the attempt id from the body where the settings say so, and does without one', async () => {
  const settings = { attemptId: '/reference' };
  const call = (reference: unknown) => signed({ ...message('SENT'), reference }, 'receipts');
  expect(await receive(call(attemptId), settings)).toMatchObject({ receipts: [{ attemptId }] });
  const verdict = await receive(call('mine'), settings);
  expect(verdict).toMatchObject({ receipts: [{ carrierMessageId: 'm1' }] });
  expect(JSON.stringify(verdict)).not.toContain('attemptId');
});

test('reads the fields of a form', async () => {
  const body = 'id=m1&status=DELIVRD';
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-signature': `sha256=${hmac(body)}`,
  };
  expect(await receive(request(body, headers), { id: '/id', status: '/status' })).toMatchObject({
    receipts: [{ carrierMessageId: 'm1', status: 'delivered' }],
  });
});

test('takes a signature in base64, and hexadecimal digits in either case', async () => {
  const body = JSON.stringify(message('SENT'));
  const base64 = { signature: { ...own?.signature, encoding: 'base64', prefix: '' } };
  expect(
    (await receive(request(body, { 'x-signature': hmac(body, apiSecret.webhook, 'base64') }), base64)).kind,
  ).toBe('receipts');
  const upper = request(body, { 'x-signature': `sha256=${hmac(body).toUpperCase()}` });
  expect((await receive(upper)).kind).toBe('receipts');
});

test('takes a shared secret in a header, and no other', async () => {
  const signature = {
    signature: { kind: 'token', header: 'Authorization', prefix: 'Bearer ', secretKey: 'webhook' },
  };
  const body = JSON.stringify(message('SENT'));
  const call = (authorization: string) => receive(request(body, { authorization }), signature);
  expect((await call(`Bearer ${apiSecret.webhook}`)).kind).toBe('receipts');
  for (const wrong of [
    '',
    'Bearer ',
    apiSecret.webhook,
    `Bearer ${apiSecret.webhook}x`,
    `bearer ${apiSecret.webhook}`,
  ]) {
    expect((await call(wrong)).kind, wrong).toBe('forged');
  }
});

test('refuses what is not signed, and what is signed with another key', async () => {
  const body = JSON.stringify(message('DELIVRD'));
  expect(await receive(request(body, {}))).toEqual({ kind: 'forged' });
  for (const header of [hmac(body), `sha256=${hmac(body, 'another')}`, 'sha256=', '']) {
    expect(await receive(request(body, { 'x-signature': header }))).toEqual({ kind: 'forged' });
  }
});

test('takes a receipt signed with a secret that was rotated a moment ago', async () => {
  const secrets = fakeSecrets(JSON.stringify(apiSecret));
  await secrets.store.read('arn');
  secrets.rotate(JSON.stringify({ ...apiSecret, webhook: 'rotated' }));
  const body = JSON.stringify(message('SENT'));
  const call = request(body, { 'x-signature': `sha256=${hmac(body, 'rotated')}` });
  expect((await receive(call, {}, secrets.store)).kind).toBe('receipts');
});

test('fails, so that the carrier comes again, while the secret cannot be read', async () => {
  const secrets = fakeSecrets('not JSON').store;
  await expect(receive(signed(message('SENT')), {}, secrets)).rejects.toThrow(
    'is not a JSON object of texts',
  );
});

test('refuses every call where no receipts are described', async () => {
  const settings = describedApi('https://api.example.com', {
    body: { format: 'json', template: ['{{recipient}}', '{{text}}'] },
    receipts: undefined,
  });
  const webhook = openWebhook(settings, carrierDeps());
  expect(await webhook.receive(signed(message('SENT')))).toEqual({ kind: 'forged' });
});

test('calls a signed request unreadable when it is no receipt, without quoting it', async () => {
  const others = [
    null,
    [],
    'x',
    {},
    { message: {} },
    { message: { id: 'm1' } },
    { message: { id: 'a b', status: 'SENT' } },
  ];
  for (const json of others) {
    expect((await receive(signed(json))).kind, JSON.stringify(json)).toBe('unreadable');
  }
  const verdict = await receive(signed({ message: { id: '+44 7700 900001', status: 'SENT' } }));
  expect(JSON.stringify(verdict)).not.toContain('7700');
});

test('says when it happened, by the words or the seconds of the carrier, and leaves out what cannot be', async () => {
  const time = async (at: unknown) => {
    const verdict = await receive(signed({ ...message('SENT'), at }), { time: '/at' });
    return verdict.kind === 'receipts' ? verdict.receipts[0]?.occurredAt : verdict.kind;
  };
  expect(await time('2026-11-22T11:15:00+01:00')).toBe('2026-11-22T10:15:00.000Z');
  expect(await time(1_795_342_500)).toBe('2026-11-22T10:15:00.000Z');
  expect(await time('1795342500000')).toBe('2026-11-22T10:15:00.000Z');
  const wrong = ['', 'soon', 1e300, -1, {}, '2026-11-22T10:16:01Z', '-000001-01-01T00:00:00Z', 9999999999999];
  for (const at of wrong) expect(await time(at), String(at)).toBeUndefined();
});
