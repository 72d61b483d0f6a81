import { expect, test } from 'vitest';
import { readTelnyxWebhook } from '../../../../adapters/carriers/telnyx/receipt.ts';

const token = `att_${'a'.repeat(32)}_1`;
const webhook_url = `https://sms.example.com/v1/webhooks/telnyx/${token}`;

const read = (payload: object, event: object = {}) =>
  readTelnyxWebhook({
    method: 'POST',
    url: webhook_url,
    headers: {},
    body: Buffer.from(
      JSON.stringify({
        data: { event_type: 'message.finalized', payload: { id: 'id-1', webhook_url, ...payload }, ...event },
      }),
    ),
    token,
    receivedAt: new Date('2026-11-22T10:00:00Z'),
  });

const statuses = [
  ['queued', [], { status: 'pending' }],
  ['sending', [], { status: 'pending' }],
  ['sent', [], { status: 'sent' }],
  ['delivered', [], { status: 'delivered', evidence: 'carrier' }],
  ['read', [], { status: 'delivered', evidence: 'handset' }],
  ['expired', [], { status: 'expired' }],
  ['delivery_unconfirmed', [], { status: 'sent' }],
  ['sending_failed', [{ code: '40300' }], { status: 'failed', failureCode: 'opted_out' }],
  ['delivery_failed', [{ code: 40006 }], { status: 'undelivered', failureCode: 'carrier_unreachable' }],
  ['delivery_failed', [{ code: '40005' }], { status: 'expired', failureCode: 'validity_passed' }],
  ['delivery_failed', [{ code: '49999' }], { status: 'undelivered', carrierCode: '49999' }],
  ['brand-new', [], { status: 'unrecognised' }],
] as const;

for (const [status, errors, expected] of statuses) {
  test(`reads «${status}» with ${JSON.stringify(errors)} as ${expected.status}`, () => {
    expect(read({ to: [{ status }], errors })).toMatchObject({ ok: true, receipt: expected });
  });
}

test('reads times, and the segments that were billed', () => {
  expect(read({ to: [{ status: 'sent' }], parts: 3 }, { occurred_at: '2026-11-22T09:59:00+00:00' })).toEqual({
    ok: true,
    receipt: {
      carrier: 'telnyx',
      carrierMessageId: 'id-1',
      attemptId: token,
      status: 'sent',
      receivedAt: '2026-11-22T10:00:00.000Z',
      occurredAt: '2026-11-22T09:59:00.000Z',
      segmentCount: 3,
    },
  });
});

test('refuses an event of another attempt, and what is no event', () => {
  const other = webhook_url.replace('_1', '_2');
  expect(read({ to: [{ status: 'sent' }], webhook_url: other })).toMatchObject({ ok: false });
  expect(read({ to: [{ status: 'sent' }], id: undefined })).toMatchObject({ ok: false });
  expect(read({})).toMatchObject({ ok: false });
});
