import type { Submitted } from './carrier.ts';
import type { Attempt, MessageState, TimelineEntry } from './message-state.ts';
import type { Outcome } from './outcome.ts';
import { canMove, type Status } from './status.ts';

/** Attempts that the row keeps; older ones are only counted, so that the row stays small. */
const keptAttempts = 10;

const lastAttempt = (state: MessageState): Attempt | undefined => state.attempts.at(-1);

/** Adds one change of status. Throws where the table of moves forbids it: that is a bug, not an input. */
export const move = (state: MessageState, entry: TimelineEntry): MessageState => {
  if (!canMove(state.status, entry.status)) {
    throw new Error(`${state.messageId} cannot move from ${state.status} to ${entry.status}`);
  }
  return { ...state, status: entry.status, timeline: [...state.timeline, entry] };
};

const endAttempt = (state: MessageState, end: Partial<Attempt>): MessageState => ({
  ...state,
  attempts: state.attempts.map((attempt, i) =>
    i === state.attempts.length - 1 ? { ...attempt, ...end } : attempt,
  ),
});

/** What a queue entry may do with a message: only `claimable` leads to a submit. */
export type Claimability = 'claimable' | 'live' | 'stale' | 'past';

/**
 * Reads a row for the claim. A claim is `live` while the invocation that made it may still run, and `stale` after
 * that: nobody will ever finish it, and nobody knows what the carrier got.
 */
export const claimability = (state: MessageState, now: Date, claimLifetimeMs: number): Claimability => {
  if (state.status === 'accepted' || state.status === 'scheduled') return 'claimable';
  if (state.status !== 'sending') return 'past';
  const claimedAt = lastAttempt(state)?.claimedAt;
  if (claimedAt === undefined) throw new Error(`${state.messageId} is sending without an attempt`);
  return now.getTime() - Date.parse(claimedAt) > claimLifetimeMs ? 'stale' : 'live';
};

/** What was scheduled is accepted once it is due. Not an event: its time was known. */
const fallDue = (state: MessageState): MessageState =>
  state.status === 'scheduled' ? { ...state, status: 'accepted' } : state;

/** `accepted` → `sending` with a new attempt. Not an event: the attempts tell it. */
export const claim = (found: MessageState, carrier: string, now: Date): MessageState => {
  const state = fallDue(found);
  if (!canMove(state.status, 'sending'))
    throw new Error(`${state.messageId} is ${state.status}, not claimable`);
  const attempt: Attempt = {
    number: state.attemptCount + 1,
    carrier,
    claimedAt: now.toISOString(),
    result: 'pending',
  };
  return {
    ...state,
    status: 'sending',
    attemptCount: attempt.number,
    attempts: [...state.attempts, attempt].slice(-keptAttempts),
  };
};

/** The validity passed before the submit, so there is none. */
export const expireClaim = (state: MessageState, now: Date): MessageState => {
  const at = now.toISOString();
  return move(endAttempt(state, { result: 'notSubmitted', endedAt: at }), {
    status: 'expired',
    at,
    failureCode: 'validity_passed',
  });
};

/** Nobody knows what became of the claim. */
export const abandonClaim = (state: MessageState, now: Date): MessageState => {
  const at = now.toISOString();
  const carrier = lastAttempt(state)?.carrier;
  return move(endAttempt(state, { result: 'ambiguous', endedAt: at, failureCode: 'outcome_unknown' }), {
    status: 'unknown',
    at,
    failureCode: 'outcome_unknown',
    ...(carrier !== undefined && { carrier }),
  });
};

/**
 * Writes the carrier's answer to attempt `number` into the row. A row that has moved on (a receipt was faster, or the
 * claim was given up as stale) keeps its status; the answer then only completes the attempt.
 */
export const recordOutcome = (
  state: MessageState,
  number: number,
  outcome: Outcome<Submitted>,
  now: Date,
): MessageState => {
  const at = now.toISOString();
  const attempt = lastAttempt(state);
  if (attempt?.number !== number) return state;
  if (state.status !== 'sending' && !(state.status === 'unknown' && outcome.ok)) {
    if (!outcome.ok || attempt.carrierMessageId !== undefined) return state;
    return endAttempt(state, { carrierMessageId: outcome.value.carrierMessageId });
  }
  const { carrier } = attempt;
  if (outcome.ok) {
    const { carrierMessageId } = outcome.value;
    return move(endAttempt(state, { result: 'accepted', endedAt: at, carrierMessageId }), {
      status: 'sent',
      at,
      carrier,
      carrierMessageId,
    });
  }
  const { kind, code, carrierCode } = outcome.failure;
  const reason = { failureCode: code, ...(carrierCode !== undefined && { carrierCode }) };
  const ended = endAttempt(state, {
    result: kind === 'ambiguous' ? 'ambiguous' : 'refused',
    endedAt: at,
    ...reason,
  });
  // Released for a retry: not an event, since nothing that a subscriber could act on has happened.
  if (kind === 'temporary') return { ...ended, status: 'accepted' };
  const status: Status = kind === 'permanent' ? 'failed' : 'unknown';
  return move(ended, { status, at, carrier, ...reason });
};
