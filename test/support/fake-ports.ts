import type {
  Carrier,
  CarrierTraits,
  LookupAnswer,
  LookupRequest,
  SubmitRequest,
  Submitted,
} from '../../core/carrier.ts';
import type { MessageEvent } from '../../core/events.ts';
import type { LaneEntry } from '../../core/lane-entry.ts';
import type { OptOut } from '../../core/opt-out.ts';
import type { Outcome } from '../../core/outcome.ts';
import type {
  Budget,
  EventBus,
  LaneQueue,
  Log,
  OptOutStore,
  ReceiptQueue,
  ReconcileQueue,
  SpokenOptOuts,
} from '../../core/ports.ts';
import type { Receipt } from '../../core/receipt.ts';
import type { ReconcileEntry } from '../../core/reconcile-entry.ts';

export class FakeEventBus implements EventBus {
  readonly published: MessageEvent[] = [];
  failNext = false;

  async publish(events: readonly MessageEvent[]) {
    if (this.failNext) {
      this.failNext = false;
      throw new Error('the bus is down');
    }
    this.published.push(...events);
  }

  get ids(): string[] {
    return this.published.map(({ id, type }) => `${id.split(':')[1]} ${type}`);
  }
}

export class FakeLaneQueue implements LaneQueue {
  readonly entries: { entry: LaneEntry; delaySeconds: number | undefined }[] = [];
  failNext = false;

  async enqueue(entry: LaneEntry, delaySeconds?: number) {
    if (this.failNext) {
      this.failNext = false;
      throw new Error('the queue is down');
    }
    this.entries.push({ entry, delaySeconds });
  }
}

export class FakeReconcileQueue implements ReconcileQueue {
  readonly entries: { entry: ReconcileEntry; delaySeconds: number }[] = [];
  failNext = false;

  async enqueue(entry: ReconcileEntry, delaySeconds: number) {
    if (this.failNext) {
      this.failNext = false;
      throw new Error('the queue is down');
    }
    this.entries.push({ entry, delaySeconds });
  }
}

/** Keeps opt-outs, and counts how often it was asked. */
export class FakeOptOuts implements OptOutStore, SpokenOptOuts {
  readonly rows = new Map<string, OptOut>();
  /** Runs once before the next answer, as somebody who opts out meanwhile would. */
  beforeNextRead: (() => Promise<void>) | undefined;
  reads = 0;

  async find(tenant: string, recipientHash: string) {
    this.reads += 1;
    const race = this.beforeNextRead;
    this.beforeNextRead = undefined;
    await race?.();
    return this.rows.get(`${tenant} ${recipientHash}`);
  }

  async isOptedOut(tenant: string, recipientHash: string) {
    return (await this.find(tenant, recipientHash)) !== undefined;
  }

  async record(tenant: string, recipientHash: string, optOut: OptOut) {
    const key = `${tenant} ${recipientHash}`;
    if (!this.rows.has(key)) this.rows.set(key, optOut);
  }

  async renew(tenant: string, recipientHash: string, optOut: OptOut) {
    const key = `${tenant} ${recipientHash}`;
    const known = this.rows.get(key);
    if (!known || known.since < optOut.since) this.rows.set(key, optOut);
  }

  async endBefore(tenant: string, recipientHash: string, at: string) {
    const key = `${tenant} ${recipientHash}`;
    const known = this.rows.get(key);
    if (known && known.since < at) this.rows.delete(key);
  }

  async remove(tenant: string, recipientHash: string) {
    this.rows.delete(`${tenant} ${recipientHash}`);
  }
}

/** A budget of one tenant. */
export class FakeBudget implements Budget {
  left: number;

  constructor(segments: number) {
    this.left = segments;
  }

  async take(_tenant: string, segmentCount: number) {
    if (segmentCount > this.left) return false;
    this.left -= segmentCount;
    return true;
  }
}

export class FakeReceiptQueue implements ReceiptQueue {
  readonly receipts: Receipt[] = [];

  async enqueue(receipts: readonly Receipt[]) {
    this.receipts.push(...receipts);
  }
}

/** Answers with the outcomes that it is given, in order, and remembers what was submitted. */
export class FakeCarrier implements Carrier {
  readonly submitted: SubmitRequest[] = [];
  readonly name: string;
  readonly traits: CarrierTraits;
  /** What it answers when it is asked, in order; then nothing is clear. */
  readonly answers: (LookupAnswer | (() => Promise<LookupAnswer>))[] = [];
  readonly asked: LookupRequest[] = [];
  private readonly outcomes: (Outcome<Submitted> | (() => Promise<Outcome<Submitted>>))[];

  constructor(name: string, outcomes: FakeCarrier['outcomes'] = [], traits: Partial<CarrierTraits> = {}) {
    this.name = name;
    this.outcomes = [...outcomes];
    this.traits = {
      ...{ dedupe: false, lookup: false, echo: true, settleSeconds: 60, segmentsBy: 'standard' },
      ...traits,
    };
  }

  async submit(request: SubmitRequest): Promise<Outcome<Submitted>> {
    this.submitted.push(request);
    const outcome = this.outcomes.shift() ?? {
      ok: true,
      value: { carrierMessageId: `c${this.submitted.length}` },
    };
    return typeof outcome === 'function' ? outcome() : outcome;
  }

  async lookup(request: LookupRequest): Promise<LookupAnswer> {
    this.asked.push(request);
    const answer = this.answers.shift() ?? { kind: 'unclear' };
    return typeof answer === 'function' ? answer() : answer;
  }
}

export class FakeClock {
  private time = Date.parse('2026-11-01T12:00:00.000Z');

  readonly now = (): Date => new Date(this.time);

  pass(seconds: number): void {
    this.time += seconds * 1000;
  }
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
