import { applyReceipt } from '../../core/apply-receipt.ts';
import { Fault } from '../../core/fault.ts';
import { type MessageId, parseAttemptId } from '../../core/ids.ts';
import type { Clock, Delivery, EventBus, StatusStore } from '../../core/ports.ts';
import type { Receipt } from '../../core/receipt.ts';
import { mustFind, republish, transition } from '../../core/transition.ts';

export type IngestReceiptDeps = {
  readonly statuses: StatusStore;
  readonly events: EventBus;
  readonly clock: Clock;
};

/**
 * An entry that is older than this, in milliseconds, may have been in the dead-letter queue: redriven, it looks new. It
 * gets there by failing for longer.
 */
const freshMs = 300_000;

/**
 * Merges one receipt into the status of its message. A receipt whose message is not known (yet) throws: its queue
 * entry comes back, and in the end waits in the dead-letter queue instead of being lost.
 */
export const createIngestReceipt = ({ statuses, events, clock }: IngestReceiptDeps) => {
  const messageOf = async ({ attemptId, carrier, carrierMessageId }: Receipt): Promise<MessageId> => {
    if (attemptId !== undefined) return parseAttemptId(attemptId).messageId;
    const linked = await statuses.findLinked(carrier, carrierMessageId);
    if (!linked) throw new Fault(`no message is linked to a receipt of ${carrier}`);
    return linked;
  };

  const mayHaveFailedBefore = ({ receivedAt }: Receipt, { receivedBefore }: Delivery): boolean =>
    receivedBefore || clock().getTime() - Date.parse(receivedAt) > freshMs;

  return async (receipt: Receipt, delivery: Delivery): Promise<void> => {
    const found = await mustFind(statuses, await messageOf(receipt));
    if (mayHaveFailedBefore(receipt, delivery)) await republish(events, found.state);
    await transition({ statuses, events }, found, (state) => applyReceipt(state, receipt, clock()));
  };
};
