import { expect, test } from 'vitest';
import { readMessagesWebhook } from '../../../../adapters/carriers/vonage/messages-receipt.ts';
import { VonageSettings } from '../../../../adapters/carriers/vonage/settings.ts';
import { readSmsWebhook } from '../../../../adapters/carriers/vonage/sms-receipt.ts';
import { openWebhook } from '../../../../adapters/carriers/vonage/webhook.ts';
import type { WebhookRequest } from '../../../../core/carrier.ts';
import { simulatedAccounts } from '../../../../local/simulator/accounts.ts';
import { signedSms, vonageSmsWebhook } from '../../../contract/vonage-sms-harness.ts';
import { carrierDeps, fakeSecrets } from '../../../support/carrier-deps.ts';

const token = `att_${'a'.repeat(32)}_1`;
const request = (body: string): WebhookRequest => ({
  method: 'POST',
  url: `https://sms.example.com/v1/webhooks/vonage/${token}`,
  headers: {},
  body: Buffer.from(body),
  token,
  receivedAt: new Date('2026-11-22T10:00:00Z'),
});
const sms = (fields: Record<string, string>) =>
  readSmsWebhook(
    request(new URLSearchParams({ messageId: 'A1', 'client-ref': token, ...fields }).toString()),
  );

const smsStatuses = [
  ['accepted', '0', { status: 'sent' }],
  ['buffered', '0', { status: 'sent' }],
  ['delivered', '0', { status: 'delivered', evidence: 'carrier', segment: 'A1' }],
  ['failed', '2', { status: 'undelivered', failureCode: 'unreachable_handset', carrierCode: '2' }],
  ['failed', '999', { status: 'undelivered', carrierCode: '999' }],
  ['rejected', '', { status: 'failed', failureCode: 'carrier_blocked' }],
  ['rejected', '13', { status: 'failed', failureCode: 'age_restricted' }],
  ['expired', '', { status: 'expired', failureCode: 'validity_passed' }],
  ['unknown', '', { status: 'unrecognised' }],
  ['brand-new', '', { status: 'unrecognised' }],
] as const;

for (const [status, code, expected] of smsStatuses) {
  test(`reads «${status}» of the SMS API with code «${code}» as ${expected.status}`, () => {
    expect(sms({ status, 'err-code': code })).toMatchObject({ ok: true, receipt: expected });
  });
}

test('reads when the network was done, and refuses a receipt of another attempt', () => {
  expect(sms({ status: 'delivered', scts: '2611220959' })).toMatchObject({
    receipt: { occurredAt: '2026-11-22T09:59:00.000Z' },
  });
  expect(sms({ status: 'delivered', 'client-ref': token.replace('_1', '_2') })).toMatchObject({ ok: false });
});

const open = () =>
  openWebhook(
    VonageSettings.parse({ secretArn: 'arn' }),
    carrierDeps({ secrets: fakeSecrets(JSON.stringify(simulatedAccounts.vonage)).store }),
  );

test('takes receipts of the SMS API by each of the ways that an account can choose', async () => {
  const genuine = signedSms('sha256', { status: 'delivered', 'err-code': '0', price: '0.03' });
  const form = Buffer.from(genuine.body).toString();
  const json = JSON.stringify(Object.fromEntries(new URLSearchParams(form)));
  const get = { method: 'GET', url: `${genuine.url}?${form}`, body: new Uint8Array() };
  for (const sent of [genuine, { ...genuine, body: Buffer.from(json) }, { ...genuine, ...get }]) {
    expect(await open().receive(sent)).toMatchObject({
      kind: 'receipts',
      receipts: [{ status: 'delivered' }],
    });
  }
});

test('refuses parameters that could be read in two ways, though they sign the same', async () => {
  const genuine = signedSms('sha256', { status: 'failed', 'err-code': '2' });
  const form = Buffer.from(genuine.body).toString();
  // The SDK takes a receipt without its reference and its error code, which sign the same as one odd name
  const others = [...new URLSearchParams(form)].filter(([name]) => !/^(client-ref|err-code)$/.test(name));
  const merged = new URLSearchParams([...others, [`client-ref=${token}&err-code`, '2']]).toString();
  const { isGenuine } = vonageSmsWebhook('sha256');
  expect(isGenuine({ ...genuine, body: Buffer.from(merged) })).toBe(true);
  for (const body of [`${form}&status=delivered`, `status=delivered&${form}`, merged]) {
    expect(await open().receive({ ...genuine, body: Buffer.from(body) })).toEqual({ kind: 'forged' });
  }
});

const message = (event: object) =>
  readMessagesWebhook(request(JSON.stringify({ message_uuid: 'u-1', client_ref: token, ...event })));
const error = (code: string) => ({ error: { type: `https://…/messages#${code}`, title: 'Some words' } });

const messageStatuses = [
  [{ status: 'submitted' }, { status: 'sent' }],
  [{ status: 'delivered' }, { status: 'delivered', evidence: 'carrier' }],
  [{ status: 'read' }, { status: 'delivered', evidence: 'handset' }],
  [
    { status: 'rejected', ...error('1240') },
    { status: 'failed', failureCode: 'opted_out', carrierCode: '1240' },
  ],
  [
    { status: 'undeliverable', error: { title: 1180 } },
    { status: 'undelivered', failureCode: 'unreachable_handset' },
  ],
  [
    { status: 'undeliverable', ...error('1360') },
    { status: 'expired', failureCode: 'validity_passed' },
  ],
  [{ status: 'brand-new', error: 'text' }, { status: 'unrecognised' }],
] as const;

for (const [event, expected] of messageStatuses) {
  test(`reads ${JSON.stringify(event)} of the Messages API as ${expected.status}`, () => {
    expect(message(event)).toMatchObject({ ok: true, receipt: { carrierMessageId: 'u-1', ...expected } });
  });
}

test('refuses an event of another attempt, and what is no event of a text', () => {
  expect(message({ status: 'delivered', client_ref: 'att_x_1' })).toMatchObject({ ok: false });
  expect(message({ status: 'delivered', message_uuid: undefined })).toMatchObject({ ok: false });
  expect(message({})).toMatchObject({ ok: false });
});
