import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDeliveryEvent } from '../../../../adapters/carriers/aws-eum/delivery-event.ts';
import { Receipt } from '../../../../core/receipt.ts';

const receivedAt = new Date('2026-11-22T10:16:30Z');
const attemptId = `att_${'a'.repeat(32)}_1`;
const event = (eventType: string, more: object = {}) => ({
  eventType,
  eventVersion: '1.0',
  eventTimestamp: Date.parse('2026-11-22T10:16:00Z'),
  isFinal: true,
  originationPhoneNumber: 'Shop',
  messageId: 'ed23196c-75ce-4727-93ee-7bf72b64998f',
  messageRequestTimestamp: Date.parse('2026-11-22T10:15:34Z'),
  messageEncoding: 'GSM',
  messageType: 'TRANSACTIONAL',
  messageStatus: eventType.replace('TEXT_', ''),
  messageStatusDescription: 'Message has been accepted by phone',
  totalMessageParts: 2,
  totalMessagePrice: 0.06,
  totalCarrierFee: 0,
  ...more,
});
const read = (eventType: string, more: object = {}) => readDeliveryEvent(event(eventType, more), receivedAt);

test('reads a delivery with its time, segments and evidence, and no number', () => {
  expect(read('TEXT_DELIVERED', { destinationPhoneNumber: '+447700900001' })).toEqual({
    carrier: 'aws-eum',
    carrierMessageId: 'ed23196c-75ce-4727-93ee-7bf72b64998f',
    status: 'delivered',
    evidence: 'handset',
    receivedAt: '2026-11-22T10:16:30.000Z',
    occurredAt: '2026-11-22T10:16:00.000Z',
    segmentCount: 2,
  });
});

test('takes our attempt id from the context, and does without one', () => {
  expect(read('TEXT_DELIVERED', { context: { attemptId, more: 'x' } })).toMatchObject({ attemptId });
  for (const context of [undefined, null, {}, { attemptId: 'att_x_1' }, { account: 'bar' }, 'x']) {
    expect(read('TEXT_DELIVERED', { context })).not.toHaveProperty('attemptId');
  }
});

const cases = [
  ['TEXT_QUEUED', false, 'pending', undefined],
  ['TEXT_PENDING', false, 'pending', undefined],
  ['TEXT_SENT', false, 'sent', undefined],
  ['TEXT_SUCCESSFUL', false, 'sent', undefined],
  ['TEXT_SUCCESSFUL', true, 'delivered', undefined],
  ['TEXT_DELIVERED', true, 'delivered', undefined],
  ['TEXT_BLOCKED', true, 'undelivered', 'recipient_blocked'],
  ['TEXT_CARRIER_BLOCKED', true, 'undelivered', 'carrier_blocked'],
  ['TEXT_CARRIER_UNREACHABLE', true, 'undelivered', 'carrier_unreachable'],
  ['TEXT_CARRIER_UNREACHABLE', false, 'sent', undefined],
  ['TEXT_INVALID', true, 'failed', 'invalid_destination'],
  ['TEXT_INVALID_MESSAGE', true, 'failed', 'content_rejected'],
  ['TEXT_PROTECT_BLOCKED', true, 'failed', 'permission'],
  ['TEXT_SPAM', true, 'undelivered', 'spam_filtered'],
  ['TEXT_TTL_EXPIRED', true, 'expired', 'validity_passed'],
  ['TEXT_UNREACHABLE', true, 'undelivered', 'unreachable_handset'],
  ['TEXT_UNKNOWN', true, 'unrecognised', undefined],
  ['TEXT_SOMETHING_NEW', true, 'unrecognised', undefined],
] as const;

for (const [eventType, isFinal, status, failureCode] of cases) {
  test(`reads ${eventType}, ${isFinal ? 'final' : 'not final'}, as ${status}`, () => {
    const receipt = read(eventType, { isFinal });
    expect(receipt).toMatchObject({ status });
    expect(receipt?.failureCode).toBe(failureCode);
    const explained = failureCode !== undefined || status === 'unrecognised';
    expect(receipt?.carrierCode).toBe(explained ? eventType : undefined);
  });
}

test("takes the network's word for less than the handset's", () => {
  expect(read('TEXT_SUCCESSFUL')).toMatchObject({ status: 'delivered', evidence: 'carrier' });
});

test('keeps a receipt whose details are odd or missing', () => {
  const odd = { eventTimestamp: 'now', totalMessageParts: 0, isFinal: 'yes', context: 7 };
  expect(read('TEXT_DELIVERED', odd)).toMatchObject({ status: 'delivered' });
  expect(read('TEXT_DELIVERED', { eventTimestamp: receivedAt.getTime() + 1 })).not.toHaveProperty(
    'occurredAt',
  );
  expect(readDeliveryEvent({ eventType: 'TEXT_DELIVERED', messageId: 'm' }, receivedAt)).toMatchObject({
    status: 'delivered',
  });
});

test('ignores what is no event of a text', () => {
  const others = [undefined, null, 'x', [], {}, event('VOICE_COMPLETED'), { eventType: 'TEXT_DELIVERED' }];
  for (const other of others) expect(readDeliveryEvent(other, receivedAt)).toBeUndefined();
});

test('gives only receipts that the queue takes, whatever comes in', () => {
  const field = fc.option(fc.oneof(fc.string(), fc.double(), fc.integer(), fc.jsonValue()), {
    nil: undefined,
  });
  const anything = fc.record({
    eventType: fc.oneof(
      fc.constantFrom('TEXT_DELIVERED', 'TEXT_SPAM'),
      fc.string().map((s) => `TEXT_${s}`),
    ),
    messageId: fc.string(),
    isFinal: field,
    eventTimestamp: field,
    totalMessageParts: field,
    context: field,
  });
  fc.assert(
    fc.property(anything, (input) => {
      const receipt = readDeliveryEvent(input, receivedAt);
      if (receipt) Receipt.parse(receipt);
    }),
  );
});
