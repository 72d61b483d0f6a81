import { judgeDuplicate } from './duplicates.ts';
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

const entryOf = (state: MessageState, receipt: Receipt, status: Status, now: Date): TimelineEntry => ({
  status,
  at: now.toISOString(),
  carrier: receipt.carrier,
  carrierMessageId: receipt.carrierMessageId,
  ...(state.billedSegmentCount !== undefined && { billedSegmentCount: state.billedSegmentCount }),
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
  return judgeDuplicate({
    ...state,
    attempts: state.attempts.map((other) => (other === known ? proven : other)),
  });
};

const bill = (state: MessageState, { segmentCount }: Receipt): MessageState =>
  segmentCount === undefined || segmentCount === (state.billedSegmentCount ?? state.segmentCount)
    ? state
    : { ...state, billedSegmentCount: segmentCount };

const segmentsOf = (state: MessageState): number => state.billedSegmentCount ?? state.segmentCount;

/** Remembers a segment that arrived, as long as others of its text are missing. */
const noteSegment = (state: MessageState, receipt: Receipt): MessageState => {
  const { segment, status } = receipt;
  if (segment === undefined || status !== 'delivered') return state;
  if (segmentsOf(state) === 1 || !canMove(state.status, 'delivered')) return state;
  const note = (attempt: Attempt): Attempt => {
    const { deliveredSegments = [] } = attempt;
    if (!isAttemptOf(receipt, attempt) || deliveredSegments.includes(segment)) return attempt;
    return { ...attempt, deliveredSegments: [...deliveredSegments, segment] };
  };
  return { ...state, attempts: state.attempts.map(note) };
};

/** A segment that arrived is a text that arrived only when it was the last one missing; one that failed fails all. */
const isDelivered = (state: MessageState, receipt: Receipt): boolean => {
  if (receipt.segment === undefined || segmentsOf(state) === 1) return true;
  const { deliveredSegments = [] } = state.attempts.find((attempt) => isAttemptOf(receipt, attempt)) ?? {};
  return deliveredSegments.length >= segmentsOf(state);
};

/** The first final status wins; a receipt that says otherwise is written down once. */
const contradict = (state: MessageState, receipt: Receipt, status: Status, now: Date): MessageState => {
  const known = state.timeline.some((entry) => entry.contradicts !== undefined && entry.status === status);
  if (known || state.timeline.some((entry) => entry.contradicts === undefined && entry.status === status))
    return state;
  const entry: TimelineEntry = {
    ...entryOf(state, receipt, status, now),
    contradicts: state.status,
    ...(state.possibleDuplicate && { possibleDuplicate: true }),
  };
  return { ...state, timeline: [...state.timeline, entry] };
};

/** A message whose submit we had not finished writing down was taken after all: `sent` comes first. */
const take = (state: MessageState, { carrier, carrierMessageId }: Receipt, now: Date): MessageState =>
  state.status === 'sending' || state.status === 'accepted'
    ? move(state, { status: 'sent', at: now.toISOString(), carrier, carrierMessageId })
    : state;

/**
 * Merges a receipt into the row, forward only: early, doubled, late and re-ordered receipts end in the same status.
 * Returns an equal state when the receipt says nothing new.
 */
export const applyReceipt = (state: MessageState, receipt: Receipt, now: Date): MessageState => {
  const taken = noteSegment(take(bill(prove(state, receipt), receipt), receipt, now), receipt);
  const reported = finalStatus[receipt.status] ?? 'sent';
  const status = reported === 'delivered' && !isDelivered(taken, receipt) ? 'sent' : reported;
  if (canMove(taken.status, status)) return move(taken, entryOf(taken, receipt, status, now));
  return status === 'sent' ? taken : contradict(taken, receipt, status, now);
};
