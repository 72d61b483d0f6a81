import type { Carrier } from '../../core/carrier.ts';
import type { MessageId } from '../../core/ids.ts';
import type { LaneEntry } from '../../core/lane-entry.ts';
import { createSendMessage } from '../../lambdas/send-message/send-message.ts';
import { aMessage, firstDelivery } from '../support/builders.ts';
import { FakeEventBus, FakeOptOuts, FakeReconcileQueue, silentLog } from '../support/fake-ports.ts';
import { FakeMessageStore, FakeStatusStore } from '../support/fake-stores.ts';
import { traitsOf } from './carriers.ts';
import { Draws } from './draws.ts';
import { VirtualTime } from './virtual-time.ts';

const beginsAt = Date.parse('2026-11-01T12:00:00.000Z');
const hourMs = 3_600_000;
const outageMs = 6 * hourMs;
/** How long codes come on after it. */
const afterMs = 600_000;
const validityMs = 600_000;

/** Entries that the lane's functions work on at the same time, and how long one takes them. */
const places = 40;
const workMs = 150;

/** A lane whose functions have so many places: what finds none waits, the first that came first. */
class Lane {
  private readonly waiting: LaneEntry[] = [];
  private busy = 0;
  private readonly time: VirtualTime;
  private readonly step: (entry: LaneEntry) => Promise<void>;

  constructor(time: VirtualTime, step: (entry: LaneEntry) => Promise<void>) {
    this.time = time;
    this.step = step;
  }

  async enqueue(entry: LaneEntry, delaySeconds = 0): Promise<void> {
    this.time.after(delaySeconds * 1000, () => {
      this.waiting.push(entry);
      this.begin();
    });
  }

  private begin(): void {
    const entry = this.busy < places ? this.waiting.shift() : undefined;
    if (!entry) return;
    this.busy += 1;
    this.step(entry).catch((error: unknown) => {
      throw error;
    });
    this.time.after(workMs, () => {
      this.busy -= 1;
      this.begin();
    });
  }
}

export type OutageReport = {
  readonly codes: number;
  readonly submits: number;
  readonly pastValidity: number;
  readonly expired: number;
  readonly sent: number;
  readonly unfinished: number;
  /** The longest that a code waited which was asked for when the carrier was back, in seconds. */
  readonly longestFreshWait: number;
};

/**
 * The only carrier is gone for six hours, while `count` one-time codes come in evenly, and more after it is back. Virtual
 * time, the real sender.
 */
export const simulateOutage = async (count: number): Promise<OutageReport> => {
  const time = new VirtualTime(beginsAt);
  const [messages, statuses] = [new FakeMessageStore(), new FakeStatusStore()];
  const draws = new Draws(count);
  const createdAt = new Map<MessageId, number>();
  const firstYes = new Map<MessageId, number>();
  let [submits, pastValidity] = [0, 0];

  const carrier: Carrier = {
    name: 'twilio',
    traits: traitsOf('echoing'),
    submit: async ({ messageId }) => {
      submits += 1;
      const created = createdAt.get(messageId) ?? 0;
      if (time.now >= created + validityMs) pastValidity += 1;
      if (time.now < beginsAt + outageMs)
        return { ok: false, failure: { kind: 'temporary', code: 'carrier_unreachable' } };
      firstYes.set(messageId, time.now);
      return { ok: true, value: { carrierMessageId: messageId } };
    },
  };
  const lane = new Lane(time, (entry) => send(entry, firstDelivery));
  const send = createSendMessage({
    ...{ messages, statuses, events: new FakeEventBus(), queue: lane, log: silentLog },
    reconcile: new FakeReconcileQueue(),
    optOuts: new FakeOptOuts(),
    carriers: new Map([['twilio', carrier]]),
    clock: () => new Date(time.now),
    jitter: () => draws.unit(),
  });

  const everyMs = outageMs / count;
  const codes = count + Math.floor(afterMs / everyMs);
  const ask = (i: number): void => {
    const messageId: MessageId = `msg_${i.toString(16).padStart(32, '0')}`;
    const iso = (ms: number): string => new Date(ms).toISOString();
    createdAt.set(messageId, time.now);
    const message = aMessage({
      messageId,
      lane: 'otp',
      createdAt: iso(time.now),
      expiresAt: iso(time.now + validityMs),
    });
    messages.rows.set(messageId, message);
    void lane.enqueue({ messageId, tenant: message.tenant });
    if (i + 1 < codes) time.at(beginsAt + (i + 1) * everyMs, () => ask(i + 1));
  };
  time.at(beginsAt, () => ask(0));
  await time.run();

  const fresh = [...createdAt].filter(([, created]) => created >= beginsAt + outageMs);
  const ends = [...createdAt.keys()].map((messageId) => statuses.rows.get(messageId)?.state.status);
  const ended = (status: string): number => ends.filter((end) => end === status).length;
  return {
    ...{ codes, submits, pastValidity },
    expired: ended('expired'),
    sent: ended('sent'),
    unfinished: codes - ended('expired') - ended('sent'),
    longestFreshWait: Math.max(
      ...fresh.map(
        ([messageId, created]) => ((firstYes.get(messageId) ?? Number.POSITIVE_INFINITY) - created) / 1000,
      ),
    ),
  };
};
