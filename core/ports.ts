import type { CarrierEvent } from './carrier-events.ts';
import type { DeadLetterNote } from './dead-letter-note.ts';
import type { MessageEvent } from './events.ts';
import type { CarrierHealth } from './health/carrier-health.ts';
import type { Observation } from './health/observation.ts';
import type { MessageId } from './ids.ts';
import type { InboundEntry } from './inbound/inbound-entry.ts';
import type { InboundEvent } from './inbound/inbound-events.ts';
import type { LaneEntry } from './lane-entry.ts';
import type { Lane } from './lanes.ts';
import type { IndexKey } from './message-indexes.ts';
import type { MessageState } from './message-state.ts';
import type { Metric, MetricDimensions } from './metrics.ts';
import type { OptOut } from './opt-out.ts';
import type { MessageRecord, OutboundMessage } from './outbound-message.ts';
import type { Receipt } from './receipt.ts';
import type { ReconcileEntry } from './reconcile-entry.ts';
import type { SweepCursor } from './sweep/sweep-cursor.ts';

/**
 * How a row is read. `recent` costs half and may be what the row was a second ago, though not that it is not there: for
 * what never changes, and for a write on top of what was read, which fails when it was too old.
 */
export type Freshness = 'current' | 'recent';

/** The rows that are written once; all that may happen to them later is that their content is erased. */
export interface MessageStore {
  /** Stores a message once. Answers with the row that was there first, if there was one. */
  add(
    message: OutboundMessage,
  ): Promise<{ readonly added: true } | { readonly added: false; readonly existing: MessageRecord }>;
  /** `current` unless asked otherwise. */
  find(messageId: MessageId, freshness?: Freshness): Promise<MessageRecord | undefined>;
}

/** Many rows at once. Which are not there are left out; the order is none. */
export interface MessageReader {
  findAll(messageIds: readonly MessageId[]): Promise<MessageRecord[]>;
}

export interface MessageEraser {
  /**
   * Removes recipient, text, sender and metadata for good. Again, it changes nothing. `hide` marks the message as
   * deleted besides: what is left of it is not shown where a message can be deleted.
   */
  erase(messageId: MessageId, at: Date, and?: 'hide'): Promise<void>;
}

/** A part of an index, from `from` to before `until`. */
export type IndexRange = {
  readonly from: string;
  readonly until: string;
  readonly order: 'newest first' | 'oldest first';
  readonly limit: number;
};

/** Where a message stands in an index. */
export type IndexEntry = { readonly messageId: MessageId; readonly place: string };

export interface MessageIndex {
  /** Fewer entries than `limit` mean that there are no more. The index is a little behind the rows. */
  page(key: IndexKey, range: IndexRange): Promise<IndexEntry[]>;
}

/** Which tenants had messages on a day, so that a sweep need not look everywhere. */
export interface TenantDays {
  /** To be called before a message of that time is stored. */
  note(tenant: string, time: string): Promise<void>;
  /** In a stable order. */
  tenantsOf(day: string): Promise<string[]>;
}

/** A row as read: `revision` names what was read, and a write on top of it fails when somebody wrote since. */
export type StoredState = { readonly state: MessageState; readonly revision: string };

/** The hot rows, and how a carrier's own id leads to them. */
export interface StatusStore {
  /** `current` unless asked otherwise. */
  find(messageId: MessageId, freshness?: Freshness): Promise<StoredState | undefined>;
  /** Writes on top of `revision`; `undefined` means that no row may exist yet. */
  save(state: MessageState, revision: string | undefined): Promise<StoredState | 'conflict'>;
  /** Remembers the id that a carrier without echo gave to our message. */
  link(carrier: string, carrierMessageId: string, state: MessageState): Promise<void>;
  findLinked(carrier: string, carrierMessageId: string): Promise<MessageId | undefined>;
}

/** Many rows at once. Which are not there are left out; the order is none. */
export interface StatusReader {
  findAll(messageIds: readonly MessageId[]): Promise<MessageState[]>;
}

export interface LaneQueue {
  /** `delaySeconds` 0 to 900. */
  enqueue(entry: LaneEntry, delaySeconds?: number): Promise<void>;
}

export interface LaneEntries {
  /** Many entries at once, each with a delay of 0 to 900 seconds. Throws unless all are in the queue. */
  enqueueAll(entries: readonly { readonly entry: LaneEntry; readonly delaySeconds: number }[]): Promise<void>;
}

/** How far the reconciler's walks have come. */
export interface SweepCursors {
  find(name: string): Promise<{ readonly cursor: SweepCursor; readonly revision: string } | undefined>;
  /** The new revision; `conflict` when another run has moved the cursor since it was read. */
  save(name: string, cursor: SweepCursor, revision: string | undefined): Promise<string | 'conflict'>;
}

export type LaneQueues = Readonly<Record<Lane, LaneQueue>>;

/** Attempts whose outcome is to be found out. */
export interface ReconcileQueue {
  /** `delaySeconds` 0 to 900. */
  enqueue(entry: ReconcileEntry, delaySeconds: number): Promise<void>;
}

/** Who does not want to be written to, by tenant. */
export interface OptOuts {
  /** Sees every opt-out that was acknowledged before it was asked. */
  isOptedOut(tenant: string, recipientHash: string): Promise<boolean>;
  /** Remembers an opt-out; one that is known already stays as it is. */
  record(tenant: string, recipientHash: string, optOut: OptOut): Promise<void>;
}

/** Opt-outs as recipients give and take them back. Both go by when that was said, so that neither undoes a later word. */
export interface SpokenOptOuts {
  /** Remembers an opt-out; of one that is known, the later word stays. */
  renew(tenant: string, recipientHash: string, optOut: OptOut): Promise<void>;
  /** Forgets an opt-out that is older than `at`, ISO 8601 in UTC. */
  endBefore(tenant: string, recipientHash: string, at: string): Promise<void>;
}

/** When incoming texts came first. */
export interface InboundLog {
  /** Notes the text as received at that time, unless a copy of it came before: then it tells when that was. ISO 8601. */
  note(text: InboundEntry): Promise<string>;
}

export interface InboundQueue {
  enqueue(entry: InboundEntry): Promise<void>;
}

export interface InboundBus {
  /** Returns when every event is on the bus, throws otherwise. */
  publish(events: readonly InboundEvent[]): Promise<void>;
}

/** Opt-outs as they are managed. */
export interface OptOutStore extends OptOuts {
  find(tenant: string, recipientHash: string): Promise<OptOut | undefined>;
  /** Forgets an opt-out, if there is one. */
  remove(tenant: string, recipientHash: string): Promise<void>;
}

/** What a tenant may send in a day. */
export interface Budget {
  /** Takes the segments from the day's budget; false when it has not that many left, and then nothing is taken. */
  take(tenant: string, segmentCount: number, now: Date): Promise<boolean>;
}

export interface ReceiptQueue {
  /** All or nothing for the caller: returns when every receipt is in the queue, throws otherwise. */
  enqueue(receipts: readonly Receipt[]): Promise<void>;
}

export type ScheduledReceipt = {
  readonly receipt: Receipt;
  /** 0 to 900. */
  readonly delaySeconds: number;
};

export interface ReceiptSchedule {
  /** Puts receipts into the queue that are to be seen later. All or nothing for the caller, like `enqueue`. */
  schedule(entries: readonly ScheduledReceipt[]): Promise<void>;
}

export interface EventBus {
  /** Returns when every event is on the bus, throws otherwise. */
  publish(events: readonly MessageEvent[]): Promise<void>;
}

export type PaceRequest = {
  readonly carrier: string;
  /** Where neither the text nor its route names one, the carrier's own. */
  readonly sender: string | undefined;
  readonly lane: Lane;
  readonly segmentCount: number;
};

/** Keeps each carrier and sender to its rate. */
export interface Pacer {
  /** 0: the segments are taken, submit now. Otherwise nothing is, and it is worth asking again in so many milliseconds. */
  ask(request: PaceRequest): Promise<number>;
  /** Whether the segments could be taken: as `ask`, but who gets nothing does not want to come back for it. */
  take(request: PaceRequest): Promise<boolean>;
  /** How long a text waits for the carrier at most before it looks for room at the next one of its route. */
  longestWaitMs(carrier: string): number;
}

/** A mark's move, in milliseconds since 1970: from where it is, or from `from` if it is behind that. */
export type Advance = {
  readonly from: number;
  readonly by: number;
  /** A mark that is beyond this stays where it is. At least `from`. */
  readonly upTo: number;
  /** Where the mark was when the caller last saw it, or 0: saves a request when it is right. */
  readonly seen: number;
};

/** The limiters' marks: up to when capacity is given away, and up to when each lane's line reaches. */
export interface LimiterStore {
  /** Moves a mark, and tells where it is then. `busy` when that did not come about: throttled, or others were faster. */
  advance(
    key: string,
    mark: 'given' | Lane,
    move: Advance,
  ): Promise<{ readonly advanced: boolean; readonly at: number } | 'busy'>;
}

/** A carrier's health as read: a write on top of it fails when somebody wrote since. */
export type StoredHealth = { readonly health: CarrierHealth; readonly revision: number };

/** What all functions know of the carriers' health. Every call gives up within a second. */
export interface HealthStore {
  find(carrier: string): Promise<StoredHealth | undefined>;
  /** Writes on top of `revision`; `undefined` means that no row may exist yet. */
  save(health: CarrierHealth, revision: number | undefined): Promise<StoredHealth | 'conflict'>;
}

/**
 * - `go`: these may take a text now, in the order in which they were asked for. With `probe`, it is one that was ill,
 *   and the text is to tell how it is.
 * - `wait`: none may; ask again in so many milliseconds.
 */
export type Admission =
  | { readonly kind: 'go'; readonly carriers: readonly string[]; readonly probe: boolean }
  | { readonly kind: 'wait'; readonly waitMs: number };

/** Keeps texts away from carriers that are ill. Never throws: where nothing is known, a carrier counts as healthy. */
export interface CarrierGuard {
  admit(carriers: readonly string[]): Promise<Admission>;
}

/** Gathers what texts tell of their carriers. Never throws. */
export interface CarrierObserver {
  record(carrier: string, observation: Observation, isProbe?: boolean): Promise<void>;
}

export interface CarrierBus {
  /** Returns when the event is on the bus, throws otherwise. */
  publish(events: readonly CarrierEvent[]): Promise<void>;
}

export interface Metrics {
  /** Adds to a metric, in its unit; 1 unless a value is given. Never throws. */
  add<M extends Metric>(metric: M, dimensions: MetricDimensions<M>, value?: number): void;
}

export interface Meter {
  /** Counts what a change did that was written. Never throws. */
  changed(before: MessageState, after: MessageState): void;
}

/** What a queue says about the delivery of one entry. */
export type Delivery = {
  /** The entry came at least once before: what that run did not finish is to be finished now. */
  readonly receivedBefore: boolean;
  /** Milliseconds until the invocation is ended. */
  readonly remainingMs: number;
};

/** Remembers what a queue does not: why an entry ended in its dead-letter queue. */
export interface DeadLetterNotes {
  /** @param entryId the queue's own id of the entry */
  add(entryId: string, note: DeadLetterNote): Promise<void>;
}

export interface DeadLetterNoteReader {
  /** By entry id; an entry whose function crashed or ran out of time has none. */
  findAll(entryIds: readonly string[]): Promise<ReadonlyMap<string, DeadLetterNote>>;
}

/** Counts what is used of quotas. */
export interface WindowCounters {
  /** Adds to a counter, which may go from `expiresAtEpoch` (seconds since 1970) on, and answers with the sum. */
  add(counter: string, amount: number, expiresAtEpoch: number): Promise<number>;
}

/** When keys were last used, to the hour. */
export interface KeyUsage {
  /** Notes that the key was used, unless that was noted within the hour. */
  note(keyId: string, at: Date): Promise<void>;
  /** By key id, ISO 8601; whoever is left out was never used. At most 100 keys. */
  lastUsed(keyIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export type Clock = () => Date;

/** What a log line may hold. Closed on purpose: no field takes a number, a text or a key. */
export type LogFields = {
  readonly messageId?: string;
  readonly attempt?: number;
  readonly carrier?: string;
  readonly status?: string;
  readonly failureCode?: string;
  readonly carrierCode?: string;
  readonly tenant?: string;
  readonly requestId?: string;
  readonly keyId?: string;
  readonly queueEntryId?: string;
  readonly receiveCount?: number;
  readonly count?: number;
  readonly reason?: string;
  readonly error?: unknown;
};

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
