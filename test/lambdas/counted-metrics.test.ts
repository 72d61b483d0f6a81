import { beforeEach, describe, expect, test } from 'vitest';
import { countingAccepted } from '../../adapters/metrics/counting-accepted.ts';
import type { Submitted } from '../../core/carrier.ts';
import { createMeter } from '../../core/meter.ts';
import { metrics as catalogue } from '../../core/metrics.ts';
import type { OutboundMessage } from '../../core/outbound-message.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { RateCard } from '../../core/rate-card.ts';
import type { Receipt } from '../../core/receipt.ts';
import { createIngestReceipt } from '../../lambdas/ingest-receipt/ingest-receipt.ts';
import { createReceiveWebhook } from '../../lambdas/receive-webhook/receive-webhook.ts';
import { createSendMessage } from '../../lambdas/send-message/send-message.ts';
import { createSettleMessage } from '../../lambdas/settle-message/settle-message.ts';
import { aMessage, aReceipt, firstDelivery, messageId } from '../support/builders.ts';
import { sharedHealth } from '../support/carrier-health.ts';
import { FakeMetrics } from '../support/fake-metrics.ts';
import {
  FakeCarrier,
  FakeClock,
  FakeEventBus,
  FakeLaneQueue,
  FakeOptOuts,
  FakeReceiptQueue,
  FakeReconcileQueue,
  silentLog,
} from '../support/fake-ports.ts';
import { FakeMessageStore, FakeStatusStore } from '../support/fake-stores.ts';

const rateCard: RateCard = [{ carrier: 'twilio', country: '*', pricePerSegment: '0.05', currency: 'USD' }];
const no = (kind: 'ambiguous' | 'permanent' | 'temporary'): Outcome<Submitted> => ({
  ok: false,
  failure: { kind, code: kind === 'ambiguous' ? 'outcome_unknown' : 'provider_error' },
});

let clock: FakeClock;
let metrics: FakeMetrics;
let statuses: FakeStatusStore;

beforeEach(() => {
  clock = new FakeClock();
  metrics = new FakeMetrics();
  statuses = new FakeStatusStore();
});

/** The steps that a text goes through, all counting into the same metrics. */
const pipelineThrough = (carrier: FakeCarrier) => {
  const messages = countingAccepted(metrics, new FakeMessageStore());
  const lane = new FakeLaneQueue();
  const shared = {
    ...{ messages, statuses, events: new FakeEventBus(), reconcile: new FakeReconcileQueue() },
    optOuts: new FakeOptOuts(),
    carriers: new Map([[carrier.name, carrier]]),
    ...{ metrics, meter: createMeter({ metrics, rateCard }), clock: clock.now, log: silentLog },
  };
  const send = createSendMessage({ ...shared, queue: lane, jitter: () => 1 });
  const settle = createSettleMessage({
    ...shared,
    lanes: { otp: lane, transactional: lane, promotional: lane },
    receipts: new FakeReceiptQueue(),
    index: { page: async () => [] },
  });
  const ingest = createIngestReceipt(shared);
  const entry = { messageId, tenant: 'acme' };
  return {
    accept: (message: Partial<OutboundMessage> = {}) => messages.add(aMessage(message)),
    send: () => send(entry, firstDelivery),
    settle: () => settle({ ...entry, attempt: 1 }, firstDelivery),
    ingest: (receipt: Partial<Receipt> = {}) => ingest(aReceipt(receipt)),
  };
};

describe('of a text that arrives', () => {
  test('counts the acceptance, the submit, its segments and price, the receipt and both latencies', async () => {
    const { accept, send, ingest } = pipelineThrough(new FakeCarrier('twilio'));
    await accept({ lane: 'otp', segmentCount: 3, createdAt: clock.now().toISOString() });
    clock.pass(2);
    await send();
    clock.pass(5);
    await ingest();
    expect(metrics.totals).toEqual({
      'Accepted otp': 1,
      'Submits twilio': 1,
      'Segments twilio': 3,
      'Spend twilio USD': expect.closeTo(0.15),
      'SendLatency otp': 2000,
      'Receipts twilio': 1,
      'Delivered twilio': 1,
      'DeliveryLatency twilio': 5000,
    });
  });

  test('counts it once, however often its request, its entry and its receipt come', async () => {
    const { accept, send, ingest } = pipelineThrough(new FakeCarrier('twilio'));
    for (const step of [accept, send, ingest]) {
      await step();
      await step();
    }
    expect(metrics.totals).toMatchObject({
      'Accepted transactional': 1,
      'Submits twilio': 1,
      'Segments twilio': 1,
      'Receipts twilio': 2,
      'Delivered twilio': 1,
    });
  });

  test('counts it once when the receipt overtakes the answer to the submit', async () => {
    const carrier = new FakeCarrier('twilio', [
      async () => {
        await ingest();
        return { ok: true, value: { carrierMessageId: 'c1' } };
      },
    ]);
    const { accept, send, ingest } = pipelineThrough(carrier);
    await accept();
    await send();
    expect(metrics.totals).toMatchObject({
      'Submits twilio': 1,
      'Segments twilio': 1,
      'Delivered twilio': 1,
    });
    expect(Object.keys(metrics.totals).filter((name) => name.startsWith('SendLatency'))).toHaveLength(1);
  });

  test('does not measure how long a scheduled text took: it was to take long', async () => {
    const { accept, send } = pipelineThrough(new FakeCarrier('twilio'));
    await accept({ sendAt: '2026-11-01T12:00:00.000Z' });
    await send();
    expect(metrics.totals).toMatchObject({ 'Submits twilio': 1 });
    expect(metrics.names).not.toContain('SendLatency');
  });
});

describe('of a text that does not arrive', () => {
  test('counts a submit that the carrier refused, and neither segments nor price', async () => {
    const { accept, send } = pipelineThrough(new FakeCarrier('twilio', [no('permanent')]));
    await accept();
    await send();
    expect(metrics.totals).toEqual({
      'Accepted transactional': 1,
      'Submits twilio': 1,
      'SubmitsRefused twilio': 1,
      'Undelivered twilio': 1,
    });
  });

  test('counts what expired before a submit by its lane: no carrier is to blame', async () => {
    const { accept, send } = pipelineThrough(new FakeCarrier('twilio'));
    await accept({ expiresAt: '2026-11-01T11:00:00.000Z' });
    await send();
    expect(metrics.totals).toEqual({ 'Accepted transactional': 1, 'NotSubmitted transactional': 1 });
  });

  test('does not count a receipt that contradicts an earlier one as another text', async () => {
    const { accept, send, ingest } = pipelineThrough(new FakeCarrier('twilio'));
    await accept();
    await send();
    await ingest();
    await ingest({ status: 'undelivered' });
    expect(metrics.totals).toMatchObject({ 'Delivered twilio': 1, 'Receipts twilio': 2 });
    expect(metrics.names).not.toContain('Undelivered');
  });
});

describe('of a text whose outcome nobody knew', () => {
  test('counts that, and that a receipt settled it', async () => {
    const { accept, send, ingest } = pipelineThrough(new FakeCarrier('twilio', [no('ambiguous')]));
    await accept();
    await send();
    expect(metrics.totals).toMatchObject({ 'Submits twilio': 1, 'SubmitsAmbiguous twilio': 1 });
    await ingest();
    expect(metrics.totals).toMatchObject({ 'Submits twilio': 1, 'Settled twilio': 1, 'Segments twilio': 1 });
  });

  test('counts that a look-up settled it', async () => {
    const carrier = new FakeCarrier('twilio', [no('ambiguous')], { lookup: true });
    carrier.answers.push({ kind: 'found', receipts: [] });
    const { accept, send, settle } = pipelineThrough(carrier);
    await accept();
    await send();
    clock.pass(3600);
    await settle();
    expect(metrics.totals).toMatchObject({ 'SubmitsAmbiguous twilio': 1, 'Settled twilio': 1 });
  });
});

const receiveForged = () =>
  createReceiveWebhook({
    webhooks: new Map([['twilio', { receive: async () => ({ kind: 'forged' }) }]]),
    receipts: new FakeReceiptQueue(),
    takeInbound: async () => {},
    publicUrl: 'https://sms.example.com',
    ...{ clock: clock.now, metrics, log: silentLog },
  })({
    ...{ carrier: 'twilio', token: 't', method: 'POST', path: '/', query: '', headers: {} },
    body: new Uint8Array(),
  });

test('counts a webhook that the carrier did not sign', async () => {
  await expect(receiveForged()).rejects.toThrow();
  expect(metrics.totals).toEqual({ 'ForgedWebhooks twilio': 1 });
});

test('every metric of the catalogue is counted by some step', async () => {
  const { accept, send, ingest } = pipelineThrough(new FakeCarrier('twilio'));
  await accept();
  await send();
  await ingest();
  for (const kind of ['ambiguous', 'permanent'] as const) {
    statuses = new FakeStatusStore();
    const failing = pipelineThrough(new FakeCarrier('twilio', [no(kind)]));
    await failing.accept();
    await failing.send();
    await failing.ingest();
  }
  statuses = new FakeStatusStore();
  const late = pipelineThrough(new FakeCarrier('twilio'));
  await late.accept({ expiresAt: '2026-11-01T11:00:00.000Z' });
  await late.send();
  await receiveForged().catch(() => undefined);
  const health = sharedHealth(clock, ['twilio']);
  await health.createFunction().observer.record('twilio', { kind: 'account', code: 'auth' });
  for (const counted of health.counted) metrics.names.add(counted.split(' ')[0] ?? '');

  expect([...metrics.names].sort()).toEqual(
    Object.values(catalogue)
      .map(({ name }) => name)
      .sort(),
  );
});
