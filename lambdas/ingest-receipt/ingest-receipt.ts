import { applyReceipt } from '../../core/apply-receipt.ts';
import { Fault } from '../../core/fault.ts';
import { observedReceipt } from '../../core/health/observation.ts';
import { type MessageId, parseAttemptId } from '../../core/ids.ts';
import { type MessageState, versionOf } from '../../core/message-state.ts';
import { metrics as catalogue } from '../../core/metrics.ts';
import type {
  CarrierObserver,
  Clock,
  EventBus,
  Meter,
  Metrics,
  OptOuts,
  StatusStore,
  StoredState,
} from '../../core/ports.ts';
import type { Receipt } from '../../core/receipt.ts';
import { isSame, mustFind, republish, transition } from '../../core/transition.ts';

export type IngestReceiptDeps = {
  readonly statuses: StatusStore;
  readonly events: EventBus;
  readonly optOuts: Pick<OptOuts, 'record'>;
  readonly clock: Clock;
  /** Without it, nobody measures how fast carriers deliver. */
  readonly observer?: CarrierObserver;
  /** Without them, nobody counts. */
  readonly metrics?: Metrics;
  readonly meter?: Meter;
};

/** How old a receipt may be that still says something about now: the queue may hold one for days. Milliseconds. */
const telltaleMs = 60_000;

/** What a receipt that settled its message tells of the carrier; undefined where it settled nothing. */
const observed = (before: MessageState, after: MessageState, receipt: Receipt, now: Date) => {
  const isSettled = after.status !== before.status && after.status === receipt.status;
  const sentAt = after.timeline.find(({ status }) => status === 'sent')?.at;
  const isOld = now.getTime() - Date.parse(receipt.receivedAt) > telltaleMs;
  return isSettled && !isOld && sentAt ? observedReceipt(receipt, new Date(sentAt)) : undefined;
};

/**
 * Merges one receipt into the status of its message. A receipt whose message is not known (yet) throws: its queue
 * entry comes back, and in the end waits in the dead-letter queue instead of being lost.
 */
export const createIngestReceipt = (deps: IngestReceiptDeps) => {
  const { statuses, events, optOuts, clock, observer, metrics } = deps;

  const messageOf = async ({ attemptId, carrier, carrierMessageId }: Receipt): Promise<MessageId> => {
    if (attemptId !== undefined) return parseAttemptId(attemptId).messageId;
    const linked = await statuses.findLinked(carrier, carrierMessageId);
    if (!linked) throw new Fault(`no message is linked to a receipt of ${carrier}`);
    return linked;
  };

  const merge = async (found: StoredState, receipt: Receipt): Promise<MessageState> => {
    const change = (state: MessageState): MessageState => applyReceipt(state, receipt, clock());
    if (!isSame(found.state, change(found.state))) return transition(deps, found, change);
    // Nothing new: perhaps since an earlier run wrote it, and was killed before it published. The event of version 1 is
    // no worry of ours, and most receipts without news come right after it: the sender's own queue entry sees to it.
    if (versionOf(found.state) > 1) await republish(events, found.state);
    return found.state;
  };

  return async (receipt: Receipt): Promise<void> => {
    // Where it is too old the write fails and the row is read again; and what is no news to a row is none to a later one.
    const found = await mustFind(statuses, await messageOf(receipt), 'recent');
    if (receipt.failureCode === 'opted_out') {
      const { tenant, recipientHash } = found.state;
      await optOuts.record(tenant, recipientHash, { since: clock().toISOString(), source: 'carrier' });
    }
    const after = await merge(found, receipt);
    metrics?.add(catalogue.receipts, { carrier: receipt.carrier });
    const observation = observed(found.state, after, receipt, clock());
    if (observation) await observer?.record(receipt.carrier, observation);
  };
};
