import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDeliveryLog } from '../../../../adapters/carriers/sns/delivery-log.ts';
import { Receipt } from '../../../../core/receipt.ts';

const receivedAt = new Date('2026-11-22T10:16:30Z');
const record = (status: string, providerResponse: string, delivery: object = {}) =>
  JSON.stringify({
    notification: { messageId: '34d9b400-c6dd-5444-820d-fbeb0f1f54cf', timestamp: '2026-11-22 10:15:34.558' },
    delivery: {
      phoneCarrier: 'My Phone Carrier',
      mnc: 270,
      numberOfMessageParts: 2,
      destination: '+447700900001',
      priceInUSD: 0.00645,
      smsType: 'Transactional',
      mcc: 310,
      providerResponse,
      dwellTimeMs: 599,
      dwellTimeMsUntilDeviceAck: 1344,
      ...delivery,
    },
    status,
  });
const read = (message: string) => readDeliveryLog(message, receivedAt);

test('reads a delivery with its time, segments and evidence, and no number', () => {
  expect(read(record('SUCCESS', 'Message has been accepted by phone'))).toEqual({
    carrier: 'sns',
    carrierMessageId: '34d9b400-c6dd-5444-820d-fbeb0f1f54cf',
    status: 'delivered',
    evidence: 'handset',
    receivedAt: '2026-11-22T10:16:30.000Z',
    occurredAt: '2026-11-22T10:15:35.902Z',
    segmentCount: 2,
  });
});

test("takes the network's word for less than the handset's", () => {
  for (const text of ['Message has been accepted by phone carrier', 'something new', '']) {
    expect(read(record('SUCCESS', text))).toMatchObject({ status: 'delivered', evidence: 'carrier' });
  }
});

const failures = [
  ['Blocked as spam by phone carrier', 'undelivered', 'spam_filtered'],
  ['Destination is on a blocked list', 'failed', 'carrier_blocked'],
  ['Invalid phone number', 'failed', 'invalid_destination'],
  ['Message body is invalid', 'failed', 'content_rejected'],
  ['Phone carrier has blocked this message', 'undelivered', 'carrier_blocked'],
  ['Phone carrier is currently unreachable/unavailable', 'undelivered', 'carrier_unreachable'],
  ['Phone has blocked SMS', 'undelivered', 'recipient_blocked'],
  ['Phone is on a blocked list', 'undelivered', 'recipient_blocked'],
  ['Phone is currently unreachable/unavailable', 'undelivered', 'unreachable_handset'],
  ['Phone number is opted out', 'failed', 'opted_out'],
  ['This delivery would exceed max price', 'failed', 'price_cap'],
  ['Unknown error attempting to reach phone', 'undelivered', 'unclassified'],
  ['  PHONE   IS CURRENTLY UNAVAILABLE.', 'undelivered', 'unreachable_handset'],
  ['something new', 'undelivered', 'unclassified'],
] as const;

for (const [text, status, failureCode] of failures) {
  test(`reads the failure «${text}» as ${failureCode}`, () => {
    expect(read(record('FAILURE', text))).toMatchObject({ status, failureCode });
  });
}

test('keeps a receipt whose details are odd or missing', () => {
  const odd = {
    numberOfMessageParts: 'two',
    dwellTimeMs: null,
    dwellTimeMsUntilDeviceAck: 1e300,
    providerResponse: 7,
  };
  expect(read(record('SUCCESS', '', odd))).toMatchObject({ status: 'delivered' });
  expect(read('{"notification":{"messageId":"m"},"status":"SUCCESS"}')).toMatchObject({
    status: 'delivered',
  });
  expect(read(record('DELAYED', ''))).toMatchObject({ status: 'unrecognised' });
});

test('ignores what is no delivery record', () => {
  for (const message of ['', 'START RequestId', '{}', 'null', '[]', '{"status":"SUCCESS"}']) {
    expect(read(message)).toBeUndefined();
  }
});

test('gives only receipts that the queue takes, whatever comes in', () => {
  const field = fc.option(fc.oneof(fc.string(), fc.double(), fc.integer(), fc.jsonValue()), {
    nil: undefined,
  });
  const anything = fc.record({
    notification: fc.record({ messageId: fc.string(), timestamp: field }),
    delivery: fc.record({ providerResponse: field, numberOfMessageParts: field, dwellTimeMs: field }),
    status: fc.constantFrom('SUCCESS', 'FAILURE', 'x'),
  });
  fc.assert(
    fc.property(anything, (input) => {
      const receipt = read(JSON.stringify(input));
      if (receipt) Receipt.parse(receipt);
    }),
  );
});
