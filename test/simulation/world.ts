import { MessageId, parseAttemptId } from '../../core/ids.ts';
import { LaneEntry } from '../../core/lane-entry.ts';
import type { Lane } from '../../core/lanes.ts';
import { messageIndexes } from '../../core/message-indexes.ts';
import { Receipt } from '../../core/receipt.ts';
import type { Status } from '../../core/status.ts';
import { walks } from '../../core/sweep/walks.ts';
import { sendText } from './api-client.ts';
import { sendBatch } from './batch-client.ts';
import { hashText, mix } from './draws.ts';
import type { FaultKind, Standing } from './fault-catalogue.ts';
import { type FaultPlan, Faults } from './faults.ts';
import { FaultyBus } from './faulty-bus.ts';
import { FaultyQueue } from './faulty-queue.ts';
import { FaultyTable } from './faulty-table.ts';
import {
  consumeClosing,
  consumeLane,
  consumeReceipts,
  consumeReconcile,
  invocationFor,
  receiptTimeoutSeconds,
  reconcile,
} from './functions.ts';
import { History } from './history.ts';
import { checkWrite } from './invariants/forward-only.ts';
import { checkHeld } from './invariants/held.ts';
import type { Item } from './operand.ts';
import { type OutageKind, Outages } from './outages.ts';
import { postReceipt } from './post-receipt.ts';
import type { Posting } from './posting.ts';
import { asPreviousMessage, asPreviousStatus } from './previous-version.ts';
import { remembered } from './remembered.ts';
import { stateIn } from './rows.ts';
import type { Scenario } from './scenario.ts';
import { Trace } from './trace.ts';
import { VirtualTime } from './virtual-time.ts';
import { cancelText, eraseText, optOut } from './withdraw.ts';

const standings: Readonly<Partial<Record<Status, Standing>>> = {
  scheduled: 'accepted',
  accepted: 'accepted',
  sending: 'sending',
  sent: 'sent',
  unknown: 'unknown',
};

const idOf = (value: unknown): MessageId | undefined =>
  typeof value === 'string' && value.startsWith('msg_') ? MessageId.parse(value) : undefined;

const hourMs = 3_600_000;

/** SQS hides what it delivered for so long, and sets it aside after so many times: as the pipeline sets its queues up. */
const visibilityMs = 60_000;
const maxReceives = { lane: 5, receipts: 10, reconcile: 5, closing: 5 };

/** The pipeline in a world of its own: real steps and adapters, and everything around them as bad as it can be. */
export class World {
  readonly beginsAt = Date.parse('2026-11-01T12:00:00.000Z');
  readonly time = new VirtualTime(this.beginsAt);
  readonly trace = new Trace(() => this.time.now);
  readonly history = new History();
  readonly bus = new FaultyBus();
  readonly faults: Faults;
  readonly messages: FaultyTable;
  readonly statuses: FaultyTable;
  readonly lanes: Readonly<Record<Lane, FaultyQueue>>;
  readonly receipts: FaultyQueue;
  readonly reconcile: FaultyQueue;
  readonly closing: FaultyQueue;
  private readonly scenario: Scenario;
  private readonly outages: Outages;
  private readonly receiptIn = remembered((body) => Receipt.parse(JSON.parse(body)));
  private readonly messageIdIn = remembered((body) => LaneEntry.parse(JSON.parse(body)).messageId);

  constructor(scenario: Scenario, plan: FaultPlan, seed: number) {
    this.scenario = scenario;
    this.faults = new Faults(plan);
    this.outages = new Outages(this.faults, seed, this.beginsAt);
    this.messages = new FaultyTable({
      name: 'Messages',
      key: 'messageId',
      now: () => this.time.now,
      sortKeys: Object.fromEntries(Object.entries(messageIndexes).map(([name, { sort }]) => [name, sort])),
      subjectOf: ({ messageId }) => idOf(messageId),
      asWritten: (item) => this.asWritten(item, asPreviousMessage),
      onWrite: () => {},
    });
    this.statuses = new FaultyTable({
      name: 'Statuses',
      key: 'pk',
      now: () => this.time.now,
      sortKeys: {},
      subjectOf: ({ pk, linkedMessageId }) => idOf(pk) ?? idOf(linkedMessageId),
      asWritten: (item) => this.asWritten(item, asPreviousStatus),
      onWrite: (before, after, by) => checkWrite(this.history, this.time.now, before, after, by),
    });
    this.beginWalks();
    this.lanes = {
      otp: this.openLane('otp'),
      transactional: this.openLane('transactional'),
      promotional: this.openLane('promotional'),
    };
    const subjectOf = (body: string): MessageId | undefined => this.messageOf(this.receiptIn(body));
    this.receipts = new FaultyQueue(this, {
      ...{ name: 'receipts', visibilityMs, maxReceives: maxReceives.receipts, subjectOf },
      deliver: (batch) => consumeReceipts(this, batch, subjectOf(batch[0]?.body ?? '')),
    });
    this.reconcile = new FaultyQueue(this, {
      ...{ name: 'reconcile', visibilityMs, maxReceives: maxReceives.reconcile, subjectOf: this.messageIdIn },
      onDeleted: (messageId) => checkHeld(this, messageId),
      deliver: (batch) => consumeReconcile(this, batch, this.messageIdIn(batch[0]?.body ?? '')),
    });
    this.closing = new FaultyQueue(this, {
      ...{ name: 'closing', visibilityMs, maxReceives: maxReceives.closing, subjectOf: this.messageIdIn },
      deliver: (batch) => consumeClosing(this, batch, this.messageIdIn(batch[0]?.body ?? '')),
    });
  }

  /** The sweeps have come as far as they could: before the begin there was nothing, so that is looked at no more. */
  private beginWalks(): void {
    const from = new Date(this.beginsAt - hourMs).toISOString();
    for (const { name } of walks(receiptTimeoutSeconds)) {
      const pk = `sweep#${name}`;
      this.statuses.items.set(pk, { pk, from, revision: 'begin' });
    }
  }

  /** The schedule fires. */
  private sweep(minute: number): void {
    const times = this.strike(mix(hashText('schedule'), minute), ['firedTwice'], undefined) ? 2 : 1;
    for (let time = 0; time < times; time += 1)
      void reconcile(this, invocationFor(this, 'reconcile', `minute ${minute}`, time));
  }

  /** Faults, healing, and then until nothing happens any more. */
  async run(): Promise<void> {
    const { texts, healAtMs, sweepMinutes } = this.scenario;
    for (const minute of sweepMinutes) this.time.after(minute * 60_000, () => this.sweep(minute));
    const batch = texts.filter(({ isBatched }) => isBatched);
    this.time.after(batch[0]?.atMs ?? 0, () => void sendBatch(this, batch));
    for (const text of texts) {
      const { atMs, cancelAtMs, optOutAtMs, eraseAtMs } = text;
      if (!text.isBatched) this.time.after(atMs, () => void sendText(this, text));
      if (cancelAtMs !== undefined) this.time.after(cancelAtMs, () => void cancelText(this, text));
      if (optOutAtMs !== undefined) this.time.after(optOutAtMs, () => void optOut(this, text));
      if (eraseAtMs !== undefined) this.time.after(eraseAtMs, () => void eraseText(this, text));
    }
    this.time.after(healAtMs, () => {
      this.faults.heal();
      this.trace.note('everything is healed');
    });
    await this.time.run();
  }

  /** Puts the dead letters back into their queues, and lets them be worked on. */
  async redrive(): Promise<void> {
    this.trace.note('dead letters are put back');
    for (const queue of this.queues) queue.redrive();
    await this.time.run();
  }

  get isPaced(): boolean {
    return this.scenario.isPaced;
  }

  get isGuarded(): boolean {
    return this.scenario.isGuarded;
  }

  get queues(): readonly FaultyQueue[] {
    return [...Object.values(this.lanes), this.receipts, this.reconcile, this.closing];
  }

  post(posting: Posting): void {
    void postReceipt(this, posting);
  }

  /** Whether one of `kinds` strikes, or `outage` is on, at the point `key` in the life of `subject`. */
  strike(
    key: number,
    kinds: readonly FaultKind[],
    subject: MessageId | undefined,
    outage?: OutageKind,
  ): FaultKind | undefined {
    const standing = subject ? this.standingOf(subject) : 'none';
    if (outage && this.outages.isAway(outage, this.time.now) && this.faults.note(outage, standing))
      return outage;
    return this.faults.strike(key, kinds, standing);
  }

  /** A message that nobody has claimed yet has no row. */
  statusOf(messageId: MessageId): Status {
    const row = this.statuses.items.get(messageId);
    if (row) return stateIn(row).status;
    return this.messages.items.get(messageId)?.sendAt === undefined ? 'accepted' : 'scheduled';
  }

  standingOf(messageId: MessageId): Standing {
    return standings[this.statusOf(messageId)] ?? 'final';
  }

  /** The message that a receipt is about, as far as the tables know. */
  messageOf({ attemptId, carrier, carrierMessageId }: Receipt): MessageId | undefined {
    if (attemptId !== undefined) return parseAttemptId(attemptId).messageId;
    return idOf(this.statuses.items.get(`link#${carrier}#${carrierMessageId}`)?.linkedMessageId);
  }

  private openLane(lane: Lane): FaultyQueue {
    return new FaultyQueue(this, {
      ...{ name: lane, visibilityMs, maxReceives: maxReceives.lane, subjectOf: this.messageIdIn },
      onDeleted: (messageId) => checkHeld(this, messageId),
      deliver: (batch) => consumeLane(this, lane, batch, this.messageIdIn(batch[0]?.body ?? '')),
    });
  }

  private asWritten(item: Item, asPrevious: (item: Item) => Item): Item {
    return this.time.now < this.beginsAt + this.scenario.deployAtMs ? asPrevious(item) : item;
  }
}
