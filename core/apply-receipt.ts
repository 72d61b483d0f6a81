import { parseAttemptId } from './ids.ts';
import { move } from './lifecycle.ts';
import type { Attempt, MessageState, TimelineEntry } from './message-state.ts';
import type { Receipt } from './receipt.ts';
import { canMove, type Status } from './status.ts';

const finalStatus = {
  pending: undefined,
  sent: undefined,
  unrecognised: undefined,
  delivered: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  expired: 'expired',
  canceled: 'canceled',
} as const satisfies Record<Receipt['status'], Status | undefined>;

const entryOf = (receipt: Receipt, status: Status, now: Date): TimelineEntry => ({
  status,
  at: now.toISOString(),
  carrier: receipt.carrier,
  ...(receipt.failureCode !== undefined && { failureCode: receipt.failureCode }),
  ...(receipt.carrierCode !== undefined && { carrierCode: receipt.carrierCode }),
  ...(receipt.evidence !== undefined && { evidence: receipt.evidence }),
});

const isAttemptOf = (receipt: Receipt, attempt: Attempt): boolean =>
  receipt.attemptId === undefined
    ? attempt.carrierMessageId === receipt.carrierMessageId
    : attempt.number === parseAttemptId(receipt.attemptId).attempt;

/** A receipt proves that the carrier took the attempt, whatever we had thought of it. */
const prove = (state: MessageState, receipt: Receipt): MessageState => {
  const known = state.attempts.find((attempt) => isAttemptOf(receipt, attempt));
  if (!known || (known.result === 'accepted' && known.carrierMessageId !== undefined)) return state;
  const { failureCode: _disproved, ...attempt } = known;
  const proven: Attempt = { ...attempt, result: 'accepted', carrierMessageId: receipt.carrierMessageId };
  return { ...state, attempts: state.attempts.map((other) => (other === known ? proven : other)) };
};

const bill = (state: MessageState, { segmentCount }: Receipt): MessageState =>
  segmentCount === undefined || segmentCount === (state.billedSegmentCount ?? state.segmentCount)
    ? state
    : { ...state, billedSegmentCount: segmentCount };

/** The first final status wins; a receipt that says otherwise is written down once. */
const contradict = (state: MessageState, receipt: Receipt, status: Status, now: Date): MessageState => {
  const known = state.timeline.some((entry) => entry.contradicts !== undefined && entry.status === status);
  if (known || state.timeline.some((entry) => entry.contradicts === undefined && entry.status === status))
    return state;
  const entry: TimelineEntry = { ...entryOf(receipt, status, now), contradicts: state.status };
  return { ...state, timeline: [...state.timeline, entry] };
};

/** A message whose submit we had not finished writing down was taken after all: `sent` comes first. */
const take = (state: MessageState, { carrier }: Receipt, now: Date): MessageState =>
  state.status === 'sending' || state.status === 'accepted'
    ? move(state, { status: 'sent', at: now.toISOString(), carrier })
    : state;

/**
 * Merges a receipt into the row, forward only: early, doubled, late and re-ordered receipts end in the same status.
 * Returns an equal state when the receipt says nothing new.
 */
export const applyReceipt = (state: MessageState, receipt: Receipt, now: Date): MessageState => {
  const taken = take(bill(prove(state, receipt), receipt), receipt, now);
  const status = finalStatus[receipt.status] ?? 'sent';
  if (canMove(taken.status, status)) return move(taken, entryOf(receipt, status, now));
  return status === 'sent' ? taken : contradict(taken, receipt, status, now);
};
