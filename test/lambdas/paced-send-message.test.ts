import { beforeEach, describe, expect, test } from 'vitest';
import { createPacer } from '../../core/pacing/pacer.ts';
import { Pacing } from '../../core/pacing/pacing.ts';
import type { PaceRequest, Pacer } from '../../core/ports.ts';
import { aMessage, firstDelivery, messageId, redelivery } from '../support/builders.ts';
import { FakeLimiterStore } from '../support/fake-limiters.ts';
import { FakePipeline } from '../support/fake-pipeline.ts';
import { FakeCarrier, silentLog } from '../support/fake-ports.ts';

/** Lets everybody pass, or makes everybody wait. */
class FakePacer implements Pacer {
  readonly asked: PaceRequest[] = [];
  waitMs = 0;

  async ask(request: PaceRequest) {
    this.asked.push(request);
    return this.waitMs;
  }

  async take(request: PaceRequest) {
    return (await this.ask(request)) === 0;
  }

  longestWaitMs() {
    return Number.POSITIVE_INFINITY;
  }
}

const entry = { messageId, tenant: 'acme' };
let pipeline: FakePipeline;
let { clock, messages, statuses, events, queue }: FakePipeline = new FakePipeline();
let pacer: FakePacer;

beforeEach(async () => {
  pipeline = new FakePipeline();
  ({ clock, messages, statuses, events, queue } = pipeline);
  pacer = new FakePacer();
  await messages.add(aMessage());
});

const senderThrough = (carriers: readonly FakeCarrier[], paced: Pacer = pacer) =>
  pipeline.sender(carriers, { pacer: paced, jitter: () => 0.5 });

describe('a message whose sender has no capacity', () => {
  beforeEach(() => {
    pacer.waitMs = 30_000;
  });

  test('goes back to the queue until there is some: not claimed, not an attempt', async () => {
    const carrier = new FakeCarrier('twilio');
    const send = senderThrough([carrier]);
    await send(entry, firstDelivery);
    expect(queue.entries).toEqual([{ entry, delaySeconds: 30 }]);
    expect(statuses.rows.size).toBe(0);
    pacer.waitMs = 0;
    await send(entry, firstDelivery);
    expect(carrier.submitted).toHaveLength(1);
    expect(statuses.stateOf(messageId)).toMatchObject({ status: 'sent', attemptCount: 1 });
  });

  test('waits no longer than the queue can hold it', async () => {
    pacer.waitMs = 1_350_000;
    await senderThrough([new FakeCarrier('twilio')])(entry, firstDelivery);
    expect(queue.entries).toEqual([{ entry, delaySeconds: 900 }]);
  });

  test('comes back when its validity ends, and expires', async () => {
    const send = senderThrough([new FakeCarrier('twilio')]);
    clock.pass(86_400 - 7);
    await send(entry, firstDelivery);
    expect(queue.entries).toEqual([{ entry, delaySeconds: 7 }]);
    clock.pass(7);
    await send(entry, firstDelivery);
    expect(pacer.asked).toHaveLength(1);
    expect(statuses.stateOf(messageId)).toMatchObject({ status: 'expired', attemptCount: 1 });
  });

  test('comes back by itself when the queue refuses the new entry', async () => {
    queue.failNext = true;
    await expect(senderThrough([new FakeCarrier('twilio')])(entry, firstDelivery)).rejects.toThrow('is down');
  });

  test('keeps the attempts that it has made', async () => {
    pacer.waitMs = 0;
    const throttled = { kind: 'temporary', code: 'throttled' } as const;
    const send = senderThrough([new FakeCarrier('twilio', [{ ok: false, failure: throttled }])]);
    await send(entry, firstDelivery);
    pacer.waitMs = 5_000;
    await send(entry, firstDelivery);
    expect(statuses.stateOf(messageId)).toMatchObject({ status: 'accepted', attemptCount: 1 });
    expect(queue.entries).toHaveLength(2);
  });

  test('still gets the event published that a crash left out', async () => {
    pacer.waitMs = 0;
    const send = senderThrough([new FakeCarrier('twilio')]);
    events.failNext = true;
    await expect(send(entry, firstDelivery)).rejects.toThrow('bus is down');
    pacer.waitMs = 30_000;
    await send(entry, redelivery);
    expect(events.ids).toEqual(['1 sms.message.sent']);
    expect(queue.entries).toEqual([]);
  });
});

describe('the limiter is asked', () => {
  test('for the segments of the text and the sender that it will come from', async () => {
    const route = { rule: 'codes', carrier: 'twilio', considered: ['twilio'], senders: { twilio: 'SHOP' } };
    messages.rows.set(messageId, aMessage({ route, segmentCount: 3, lane: 'otp' }));
    await senderThrough([new FakeCarrier('twilio')])(entry, firstDelivery);
    expect(pacer.asked).toEqual([{ carrier: 'twilio', sender: 'SHOP', lane: 'otp', segmentCount: 3 }]);
  });

  test('for the carrier whose turn it is', async () => {
    const route = { rule: 'codes', carrier: 'twilio', considered: ['twilio', 'sns'] };
    messages.rows.set(messageId, aMessage({ route }));
    const throttled = { kind: 'temporary', code: 'throttled' } as const;
    const twilio = new FakeCarrier('twilio', [{ ok: false, failure: throttled }]);
    const send = senderThrough([twilio, new FakeCarrier('sns')]);
    await send(entry, firstDelivery);
    await send(entry, firstDelivery);
    expect(pacer.asked.map(({ carrier }) => carrier)).toEqual(['twilio', 'sns']);
  });
});

describe('a message whose carrier has no capacity, on a route with another one', () => {
  const route = { rule: 'codes', carrier: 'twilio', considered: ['twilio', 'sns'] };
  /** Twilio's next turn is after the two texts of its burst, in 20 seconds and more. */
  const saturated = async (overflowSeconds: number | undefined, snsIsFull = false) => {
    const slow = { segmentsPerSecond: 0.1, burstSegments: 2 };
    const paced = createPacer({
      ...{ limiters: new FakeLimiterStore(), clock: clock.now, jitter: () => 0.5, log: silentLog },
      pacing: Pacing.parse({ twilio: { ...slow, overflowSeconds }, sns: slow }),
      gather: () => Promise.resolve(),
    });
    const text = { sender: undefined, lane: 'otp', segmentCount: 2 } as const;
    for (const carrier of ['twilio', ...(snsIsFull ? ['sns'] : [])]) {
      expect(await paced.ask({ carrier, ...text })).toBe(0);
      for (let i = 0; i < 10; i += 1) await paced.ask({ carrier, ...text });
    }
    messages.rows.set(messageId, aMessage({ route, lane: 'otp' }));
    const [twilio, sns] = [new FakeCarrier('twilio'), new FakeCarrier('sns')];
    await senderThrough([twilio, sns], paced)(entry, firstDelivery);
    return { twilio, sns };
  };

  test('waits for it, however long, unless told otherwise', async () => {
    const { twilio, sns } = await saturated(undefined);
    expect([twilio.submitted, sns.submitted]).toEqual([[], []]);
    expect(queue.entries).toHaveLength(1);
  });

  test('goes to the other one when it would wait longer than it may', async () => {
    const { twilio, sns } = await saturated(10);
    expect([twilio.submitted.length, sns.submitted.length]).toEqual([0, 1]);
    expect(statuses.stateOf(messageId)).toMatchObject({ status: 'sent', attempts: [{ carrier: 'sns' }] });
    expect(queue.entries).toEqual([]);
  });

  test('waits for it when the other one has no capacity either', async () => {
    const { twilio, sns } = await saturated(10, true);
    expect([twilio.submitted, sns.submitted]).toEqual([[], []]);
    expect(queue.entries).toHaveLength(1);
    expect(statuses.rows.size).toBe(0);
  });

  test('waits for it when its turn is soon', async () => {
    const { sns } = await saturated(3_600);
    expect(sns.submitted).toEqual([]);
    expect(queue.entries).toHaveLength(1);
  });
});

describe('a pacer', () => {
  const limiters = () => new FakeLimiterStore();
  const pacerOver = (store: FakeLimiterStore, pacing = { twilio: { segmentsPerSecond: 50 } }) =>
    createPacer({
      ...{ limiters: store, clock: clock.now, jitter: () => 0.5, log: silentLog },
      pacing: Pacing.parse(pacing),
      gather: () => Promise.resolve(),
    });
  const request: PaceRequest = { carrier: 'twilio', sender: 'SHOP', lane: 'promotional', segmentCount: 1 };
  const askTimes = (from: Pacer, times: number, given: Partial<PaceRequest> = {}) =>
    Promise.all(Array.from({ length: times }, () => from.ask({ ...request, ...given })));

  test('makes one write for all that go, and one for all that wait', async () => {
    const store = limiters();
    const waits = await askTimes(pacerOver(store), 20);
    expect(waits.filter((wait) => wait === 0)).toHaveLength(12);
    expect(store.writes).toBe(2);
  });

  test('lets a code pass while a campaign saturates its sender', async () => {
    const store = limiters();
    const campaign = pacerOver(store);
    const codes = pacerOver(store);
    for (let second = 0; second < 60; second += 1, clock.pass(1)) {
      const waits = await askTimes(campaign, 100);
      expect(waits.filter((wait) => wait > 0).length).toBeGreaterThan(40);
      expect(await codes.ask({ ...request, lane: 'otp', segmentCount: 2 })).toBe(0);
    }
  });

  test('keeps senders apart, and lets those pass that have no rate', async () => {
    const store = limiters();
    const pacer = pacerOver(store);
    await askTimes(pacer, 100);
    expect(await pacer.ask({ ...request, sender: 'OTHER' })).toBe(0);
    expect(await pacer.ask({ ...request, carrier: 'sns' })).toBe(0);
    expect([...store.marks.keys()]).toEqual([
      'twilio#SHOP given',
      'twilio#SHOP promotional',
      'twilio#OTHER given',
    ]);
  });

  test('spreads those who wait over the time that they need, at up to twice the rate', async () => {
    const waits = await askTimes(pacerOver(limiters()), 1_000);
    const waiting = waits.filter((wait) => wait > 0);
    expect(Math.max(...waiting)).toBeCloseTo((988 / 50 / 2) * 1000, -2);
    expect(new Set(waiting).size).toBeGreaterThan(900);
  });

  test('sends those away at random, without a write, who find the line longer than a delay can be', async () => {
    const store = limiters();
    const pacer = pacerOver(store, { twilio: { segmentsPerSecond: 1 } });
    await askTimes(pacer, 2_000);
    const { writes } = store;
    expect(await askTimes(pacer, 3)).toEqual([675_000, 675_000, 675_000]);
    expect(store.writes).toBe(writes);
  });

  test('lets nobody pass when the limiter is busy, and keeps everybody off it for a moment', async () => {
    const store = limiters();
    store.busy = true;
    expect(await askTimes(pacerOver(store), 2)).toEqual([1_500, 1_500]);
  });

  test('gives up on a text when the table fails, as every other write does', async () => {
    const store = limiters();
    store.advance = () => Promise.reject(new Error('the table is down'));
    const send = senderThrough([new FakeCarrier('twilio')], pacerOver(store));
    await expect(send(entry, firstDelivery)).rejects.toThrow('the table is down');
    expect(statuses.rows.size).toBe(0);
  });
});
