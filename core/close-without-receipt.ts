import { move } from './lifecycle.ts';
import type { MessageState } from './message-state.ts';
import { lacksReceipt } from './sweep/work-of.ts';

/**
 * Closes a message whose carrier took it and never reported what became of it: what is certain stays in the attempt,
 * and a receipt that comes after all still settles it. Any other state comes back as it is.
 */
export const closeWithoutReceipt = (
  state: MessageState,
  now: Date,
  receiptTimeoutMs: number,
): MessageState => {
  if (!lacksReceipt(state, now, receiptTimeoutMs)) return state;
  const { carrier, carrierMessageId } = state.attempts.at(-1) ?? {};
  return move(state, {
    status: 'unknown',
    at: now.toISOString(),
    ...(carrier !== undefined && { carrier }),
    ...(carrierMessageId !== undefined && { carrierMessageId }),
    failureCode: 'receipt_missing',
  });
};
