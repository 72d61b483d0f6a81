import type { Carrier, CarrierTraits, SubmitRequest, Submitted } from '../../core/carrier.ts';
import type { MessageEvent } from '../../core/events.ts';
import type { LaneEntry } from '../../core/lane-entry.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { EventBus, LaneQueue, Log, ReceiptQueue } from '../../core/ports.ts';
import type { Receipt } from '../../core/receipt.ts';

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
  private readonly outcomes: (Outcome<Submitted> | (() => Promise<Outcome<Submitted>>))[];

  constructor(name: string, outcomes: FakeCarrier['outcomes'] = [], echo = true) {
    this.name = name;
    this.outcomes = [...outcomes];
    this.traits = { dedupe: false, lookup: false, echo, settleSeconds: 60, segmentsBy: 'standard' };
  }

  async submit(request: SubmitRequest): Promise<Outcome<Submitted>> {
    this.submitted.push(request);
    const outcome = this.outcomes.shift() ?? {
      ok: true,
      value: { carrierMessageId: `c${this.submitted.length}` },
    };
    return typeof outcome === 'function' ? outcome() : outcome;
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
