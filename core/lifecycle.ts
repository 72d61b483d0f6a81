import type { Submitted } from './carrier.ts';
import { judgeDuplicate, mayBeTaken, mayStillArrive } from './duplicates.ts';
import type { FailureCode } from './failures.ts';
import type { Attempt, MessageState, Resolution, TimelineEntry } from './message-state.ts';
import type { Outcome } from './outcome.ts';
import { canMove } from './status.ts';

/** Attempts that the row keeps; older ones are only counted, so that the row stays small. */
const keptAttempts = 10;

/** Without the oldest that was surely not taken, when there are too many: what may be taken can be asked for later. */
const mostTelling = (attempts: readonly Attempt[]): Attempt[] => {
  const dropped =
    attempts.length > keptAttempts ? attempts.find((attempt) => !mayBeTaken(attempt)) : undefined;
  return attempts.filter((attempt) => attempt !== dropped);
};

export const lastAttempt = (state: MessageState): Attempt | undefined => state.attempts.at(-1);

/** Adds one change of status. Throws where the table of moves forbids it: that is a bug, not an input. */
export const move = (state: MessageState, entry: TimelineEntry): MessageState => {
  if (!canMove(state.status, entry.status)) {
    throw new Error(`${state.messageId} cannot move from ${state.status} to ${entry.status}`);
  }
  const told: TimelineEntry = state.possibleDuplicate ? { ...entry, possibleDuplicate: true } : entry;
  return { ...state, status: entry.status, timeline: [...state.timeline, told] };
};

/** Changes the last attempt. */
export const endAttempt = (state: MessageState, end: Partial<Attempt>): MessageState =>
  judgeDuplicate({
    ...state,
    attempts: state.attempts.map((attempt, i) =>
      i === state.attempts.length - 1 ? { ...attempt, ...end } : attempt,
    ),
  });

/** Nobody knows, or will know by this way, whether the text was taken. */
const becomeUnknown = (state: MessageState, at: string, resolution: Resolution): MessageState => {
  const { number, carrier, failureCode = 'outcome_unknown', carrierCode } = lastAttempt(state) ?? {};
  return move(state, {
    status: 'unknown',
    at,
    ...(carrier !== undefined && { carrier }),
    ...(number !== undefined && { attempt: number }),
    resolution,
    failureCode,
    ...(carrierCode !== undefined && { carrierCode }),
  });
};

/** Ends a message whose last attempt was surely not taken, unless an earlier one may have been. */
export const endUntaken = (
  state: MessageState,
  entry: TimelineEntry & { readonly failureCode: FailureCode },
): MessageState =>
  mayStillArrive(state)
    ? move(state, { ...entry, status: 'unknown', failureCode: 'outcome_unknown', resolution: 'none' })
    : move(state, entry);

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
  return judgeDuplicate({
    ...state,
    status: 'sending',
    attemptCount: attempt.number,
    attempts: mostTelling([...state.attempts, attempt]),
  });
};

/** Nobody knows what became of the claim. */
export const abandonClaim = (
  state: MessageState,
  now: Date,
  resolution: Resolution = 'none',
): MessageState => {
  const at = now.toISOString();
  const ended = endAttempt(state, { result: 'ambiguous', endedAt: at, failureCode: 'outcome_unknown' });
  return becomeUnknown(ended, at, resolution);
};

/** How an attempt ends with the carrier's answer. */
const endOf = (outcome: Outcome<Submitted>): Partial<Attempt> => {
  if (outcome.ok) return { result: 'accepted', carrierMessageId: outcome.value.carrierMessageId };
  const { kind, code, carrierCode } = outcome.failure;
  return {
    result: kind === 'ambiguous' ? 'ambiguous' : 'refused',
    failureCode: code,
    ...(carrierCode !== undefined && { carrierCode }),
  };
};

/** The row has moved on: the answer completes the attempt, unless a receipt has said more already. */
const completeAttempt = (state: MessageState, attempt: Attempt, end: Partial<Attempt>): MessageState => {
  if (attempt.result === 'pending') return endAttempt(state, end);
  if (end.carrierMessageId === undefined || attempt.carrierMessageId !== undefined) return state;
  return endAttempt(state, { carrierMessageId: end.carrierMessageId });
};

/**
 * Writes the carrier's answer to attempt `number` into the row. A row that has moved on (a receipt was faster, or the
 * claim was given up as stale) keeps its status; the answer then only completes the attempt.
 * @param resolution what will be tried if the answer leaves it open whether the text was taken.
 */
export const recordOutcome = (
  state: MessageState,
  number: number,
  outcome: Outcome<Submitted>,
  now: Date,
  resolution: Resolution = 'none',
): MessageState => {
  const at = now.toISOString();
  const attempt = lastAttempt(state);
  if (attempt?.number !== number) return state;
  const end = { ...endOf(outcome), endedAt: at };
  if (state.status !== 'sending' && !(state.status === 'unknown' && outcome.ok)) {
    return completeAttempt(state, attempt, end);
  }
  const ended = endAttempt(state, end);
  const { carrier } = attempt;
  if (outcome.ok) {
    const { carrierMessageId } = outcome.value;
    return move(ended, { status: 'sent', at, carrier, carrierMessageId });
  }
  const { kind, code, carrierCode } = outcome.failure;
  switch (kind) {
    case 'temporary':
      // Released for a retry: not an event, since nothing that a subscriber could act on has happened.
      return { ...ended, status: 'accepted' };
    case 'permanent':
      return endUntaken(ended, {
        status: 'failed',
        at,
        carrier,
        failureCode: code,
        ...(carrierCode !== undefined && { carrierCode }),
      });
    case 'ambiguous':
      return becomeUnknown(ended, at, resolution);
  }
};
