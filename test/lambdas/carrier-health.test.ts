import { beforeEach, describe, expect, test } from 'vitest';
import type { SubmitRequest, Submitted } from '../../core/carrier.ts';
import type { FailureCode } from '../../core/failures.ts';
import { failureCatalogue } from '../../core/failures.ts';
import { createWeightShares } from '../../core/health/weight-shares.ts';
import type { MessageId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import { chooseRoute } from '../../core/routing/choose-route.ts';
import { Routing } from '../../core/routing/routing-table.ts';
import { createSendMessage } from '../../lambdas/send-message/send-message.ts';
import { aMessage } from '../support/builders.ts';
import { sharedHealth } from '../support/carrier-health.ts';
import { FakeLane } from '../support/fake-lane.ts';
import {
  FakeCarrier,
  FakeClock,
  FakeEventBus,
  FakeOptOuts,
  FakeReconcileQueue,
  silentLog,
} from '../support/fake-ports.ts';
import { FakeMessageStore, FakeStatusStore } from '../support/fake-stores.ts';
import { seeded } from '../support/paced-senders.ts';

const idOf = (i: number): MessageId => `msg_${i.toString(16).padStart(32, '0')}`;

const no = (code: FailureCode): Outcome<Submitted> => ({
  ok: false,
  failure: { kind: failureCatalogue[code].kind, code },
});

/** A carrier that remembers every attempt with its outcome, and answers as the test says. */
class ScriptedCarrier extends FakeCarrier {
  readonly told: { readonly messageId: MessageId; readonly code: FailureCode | undefined }[] = [];
  answer: () => FailureCode | undefined = () => undefined;

  override async submit(request: SubmitRequest): Promise<Outcome<Submitted>> {
    const taken = await super.submit(request);
    const code = this.answer();
    this.told.push({ messageId: request.messageId, code });
    return code === undefined ? taken : no(code);
  }

  withCode(...codes: readonly (FailureCode | undefined)[]): MessageId[] {
    return this.told.filter(({ code }) => codes.includes(code)).map(({ messageId }) => messageId);
  }
}

const clock = () => new FakeClock();

const fourSenders = (time = clock()) => {
  const random = seeded(3);
  const health = sharedHealth(time, ['a', 'b']);
  const messages = new FakeMessageStore();
  const statuses = new FakeStatusStore();
  const events = new FakeEventBus();
  const lane = new FakeLane(time);
  const [a, b] = [new ScriptedCarrier('a'), new ScriptedCarrier('b')];
  const senders = Array.from({ length: 4 }, () =>
    createSendMessage({
      ...{ messages, statuses, events, queue: lane, clock: time.now, jitter: random, log: silentLog },
      ...{ reconcile: new FakeReconcileQueue(), optOuts: new FakeOptOuts() },
      ...health.createFunction(),
      carriers: new Map([a, b].map((carrier) => [carrier.name, carrier])),
    }),
  );
  let sequence = 0;
  return {
    ...{ a, b, health, messages, statuses, lane, random, time, events },
    send: async (count: number, considered: readonly string[]) => {
      const ids = Array.from({ length: count }, (_, i) => idOf(sequence + i));
      sequence += count;
      for (const messageId of ids) {
        const route = { rule: 'all', carrier: considered[0] ?? '', considered: [...considered] };
        await messages.add(aMessage({ messageId, route }));
        await lane.enqueue({ messageId, tenant: 'acme' });
      }
      return ids;
    },
    /** Lets the senders work on a batch each, at the same time, every 100 ms. */
    work: async (seconds: number) => {
      for (let left = seconds * 10; left > 0; left -= 1, time.pass(0.1)) {
        const batches = senders.map((step) => ({ step, batch: lane.receive() }));
        await Promise.all(batches.map(({ step, batch }) => lane.work(batch, step)));
      }
    },
  };
};

describe('a carrier that is hard down', () => {
  test('costs 1,000 texts with a fallback no double, and gets its share again when it is back', async () => {
    const { a, b, health, lane, random, send, statuses, work } = fourSenders();
    a.answer = () => (random() < 0.9 ? 'carrier_unreachable' : 'outcome_unknown');
    const ids = await send(1_000, ['a', 'b']);
    await work(60);

    const refused = a.withCode('carrier_unreachable');
    const ambiguous = a.withCode('outcome_unknown');
    const takenByB = b.withCode(undefined);
    const settledByB = refused.filter((messageId) => takenByB.includes(messageId));
    expect(refused.length).toBeGreaterThan(10);
    expect(settledByB.length / refused.length).toBeGreaterThanOrEqual(0.99);
    // No text twice: whoever took one, or may have, has it alone.
    const submitted = [...takenByB, ...ambiguous];
    expect(new Set(submitted).size).toBe(submitted.length);
    expect(submitted).toHaveLength(1_000);
    // The breaker keeps the damage small: without it, a tenth of all would be in doubt.
    expect(ambiguous.length).toBeLessThan(20);
    for (const messageId of ids) {
      const status = ambiguous.includes(messageId) ? 'unknown' : 'sent';
      expect(statuses.stateOf(messageId).status).toBe(status);
    }
    expect(lane.deadLetters).toEqual([]);
    expect(health.bus.types).toEqual(['sms.carrier.opened a']);
    expect(new Set(health.counted)).toEqual(new Set(['CarrierUnhealthy a']));

    a.answer = () => undefined;
    const before = b.told.length;
    for (let i = 0; i < 40; i += 1) {
      await send(20, ['a', 'b']);
      await work(5);
    }
    expect(health.bus.types).toEqual(['sms.carrier.opened a', 'sms.carrier.closed a']);
    const since = b.told.length - before;
    expect(a.withCode(undefined).length).toBe(800 - since);
    expect(since).toBeLessThan(600);
    const late = await send(100, ['a', 'b']);
    await work(5);
    expect(a.withCode(undefined).slice(-100).sort()).toEqual(late.sort());
  });

  test('keeps texts without a fallback in the queue, unharmed, until it is back', async () => {
    const { a, lane, send, statuses, work } = fourSenders();
    a.answer = () => 'outcome_unknown';
    const ids = await send(500, ['a']);
    await work(120);
    const inDoubt = a.told.length;
    expect(inDoubt).toBeLessThan(100);
    a.answer = () => undefined;
    await work(300);

    const statusesNow = ids.map((messageId) => statuses.stateOf(messageId));
    expect(statusesNow.filter(({ status }) => status === 'unknown')).toHaveLength(inDoubt);
    expect(statusesNow.filter(({ status }) => status === 'sent')).toHaveLength(500 - inDoubt);
    expect(new Set(a.submitted.map(({ messageId }) => messageId)).size).toBe(500);
    // Waiting is no attempt, and nobody who waits ends in the dead-letter queue.
    expect(new Set(statusesNow.map(({ attemptCount }) => attemptCount))).toEqual(new Set([1]));
    expect(lane.deadLetters).toEqual([]);
  });

  test('lets a text expire on time that waits for it in vain', async () => {
    const { a, messages, send, statuses, time, work } = fourSenders();
    a.answer = () => 'auth';
    const [messageId = idOf(0)] = await send(1, ['a']);
    const expiresAt = new Date(time.now().getTime() + 90_000).toISOString();
    messages.rows.set(messageId, { ...(await found(messages, messageId)), expiresAt });
    await work(100);
    expect(statuses.stateOf(messageId)).toMatchObject({ status: 'expired' });
    expect(
      Date.parse(statuses.stateOf(messageId).timeline.at(-1)?.at ?? '') - Date.parse(expiresAt),
    ).toBeLessThan(2_000);
  });
});

const found = async (messages: FakeMessageStore, messageId: MessageId) => {
  const message = await messages.find(messageId);
  if (!message) throw new Error(`no message ${messageId}`);
  return message;
};

describe('our account at a carrier', () => {
  test.each(['auth', 'account_suspended', 'insufficient_funds', 'permission'] as const)(
    'that is refused with %s is an alarm at once, and no text fails for it',
    async (code) => {
      const { a, b, health, send, statuses, work } = fourSenders();
      a.answer = () => code;
      const ids = await send(1, ['a', 'b']);
      await work(0.1);
      expect(health.counted).toEqual(['CarrierUnhealthy a']);
      expect(health.bus.published).toMatchObject([
        { type: 'sms.carrier.opened', data: { carrier: 'a', reason: 'account', error: { code } } },
      ]);
      ids.push(...(await send(50, ['a', 'b'])));
      await work(4);
      expect(a.told).toHaveLength(1);
      expect(b.told).toHaveLength(51);
      for (const messageId of ids) expect(statuses.stateOf(messageId).status).toBe('sent');
    },
  );
});

test('texts that are refused for their own sake never count against the carrier', async () => {
  const { a, b, health, send, statuses, work } = fourSenders();
  a.answer = () => 'invalid_destination';
  const ids = await send(200, ['a', 'b']);
  await work(10);
  expect(b.told).toEqual([]);
  for (const messageId of ids) expect(statuses.stateOf(messageId).status).toBe('failed');
  expect(health.store.of('a').breaker.state).toBe('closed');
  expect(health.bus.published).toEqual([]);
});

test('a table that fails keeps nobody from sending', async () => {
  const { a, health, send, statuses, work } = fourSenders();
  health.store.isDown = true;
  a.answer = () => undefined;
  const ids = await send(100, ['a', 'b']);
  await work(5);
  expect(a.told).toHaveLength(100);
  for (const messageId of ids) expect(statuses.stateOf(messageId).status).toBe('sent');
});

describe('a carrier that delivers slowly', () => {
  let time: FakeClock;
  beforeEach(() => {
    time = clock();
  });

  const routing = Routing.parse({
    rules: [{ name: 'all', carriers: [{ carrier: 'a' }, { carrier: 'b' }] }],
  });
  const recipients = Array.from({ length: 2_000 }, (_, n) => `+4477009${String(n).padStart(5, '0')}`);

  /** Receipts of both carriers over an hour, seconds after their submit; then how the carriers are drawn. */
  const measured = async (slowA: number, slowB: number, minutes: number) => {
    const health = sharedHealth(time, ['a', 'b']);
    const { observer } = health.createFunction();
    for (let minute = 0; minute < minutes; minute += 1, time.pass(60)) {
      for (let i = 0; i < 10; i += 1) {
        await observer.record('a', { kind: 'delivered', seconds: i < slowA * 10 ? 400 : 3 });
        await observer.record('b', { kind: 'delivered', seconds: i < slowB * 10 ? 400 : 3 });
      }
    }
    const shareOfA = async () => {
      const shares = await createWeightShares({ cache: health.createFunction().cache, clock: time.now }, [
        'a',
        'b',
      ])();
      const drawn = recipients.map((recipient) =>
        chooseRoute(
          routing,
          { recipient, country: 'GB', lane: 'otp', tenant: 'acme', sender: undefined, carrier: undefined },
          shares,
        ),
      );
      return drawn.filter((route) => route?.carrier === 'a').length / drawn.length;
    };
    return { ...health, shareOfA };
  };

  test('loses weight step by step, and gets it back by time', async () => {
    const { shareOfA, store } = await measured(0.2, 0, 30);
    expect(store.of('a').weight?.percent).toBeLessThanOrEqual(60);
    expect(store.of('b').weight).toBeUndefined();
    expect(await shareOfA()).toBeLessThan(0.42);
    time.pass(3 * 3_600);
    expect(await shareOfA()).toBeCloseTo(0.5, 1);
  });

  test('loses nothing when the others are slow as well: then it is the networks', async () => {
    const { store } = await measured(0.5, 0.2, 30);
    expect(store.of('a').weight).toBeUndefined();
    expect(store.of('b').weight).toBeUndefined();
  });

  test('loses nothing for a few slow deliveries', async () => {
    const { store } = await measured(0.1, 0, 30);
    expect(store.of('a').weight).toBeUndefined();
  });
});
