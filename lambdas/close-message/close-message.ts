import { closeWithoutReceipt } from '../../core/close-without-receipt.ts';
import type { LaneEntry } from '../../core/lane-entry.ts';
import type { Clock, EventBus, Log, StatusStore } from '../../core/ports.ts';
import { mustFind, republish, transition } from '../../core/transition.ts';

export type CloseMessageDeps = {
  readonly statuses: StatusStore;
  readonly events: EventBus;
  readonly clock: Clock;
  /** How long a receipt may take, in seconds. */
  readonly receiptTimeoutSeconds: number;
  readonly log: Log;
};

/** Closes a message whose receipt will not come any more, and leaves every other one as it is. Safe to run twice. */
export const createCloseMessage =
  ({ statuses, events, clock, receiptTimeoutSeconds, log }: CloseMessageDeps) =>
  async ({ messageId }: LaneEntry): Promise<void> => {
    const found = await mustFind(statuses, messageId);
    // The run that closed it may have crashed before its event went out.
    if (found.state.timeline.at(-1)?.failureCode === 'receipt_missing') await republish(events, found.state);
    const after = await transition({ statuses, events }, found, (state) =>
      closeWithoutReceipt(state, clock(), receiptTimeoutSeconds * 1000),
    );
    if (after.status !== found.state.status) log.warn('closed without a receipt', { messageId });
  };
