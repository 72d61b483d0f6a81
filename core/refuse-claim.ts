import type { FailureCode } from './failures.ts';
import { claim, endAttempt, endUntaken, lastAttempt } from './lifecycle.ts';
import type { MessageState } from './message-state.ts';

/** Why a claimed message is not submitted. */
export type Refusal = {
  readonly status: 'expired' | 'blocked';
  readonly failureCode: FailureCode;
};

/** Ends attempt `number` without a submit. A receipt of an earlier one may have been faster: then the status stays. */
const dropClaim = (
  state: MessageState,
  number: number,
  at: string,
  next: (dropped: MessageState) => MessageState,
): MessageState => {
  const attempt = lastAttempt(state);
  if (attempt?.number !== number || attempt.result !== 'pending') return state;
  const dropped = endAttempt(state, { result: 'notSubmitted', endedAt: at });
  return state.status === 'sending' ? next(dropped) : dropped;
};

/** A rule forbids the submit of attempt `number`, so there is none. */
export const refuseClaim = (
  state: MessageState,
  number: number,
  { status, failureCode }: Refusal,
  now: Date,
): MessageState => {
  const at = now.toISOString();
  return dropClaim(state, number, at, (dropped) => endUntaken(dropped, { status, at, failureCode }));
};

/**
 * Ends a released message that nobody may claim any more, past its validity: a claim and its refusal in one. Any other
 * state comes back as it is.
 */
export const expireReleased = (state: MessageState, now: Date): MessageState => {
  const carrier = lastAttempt(state)?.carrier;
  if (state.status !== 'accepted' || carrier === undefined) return state;
  const claimed = claim(state, carrier, now);
  const refusal = { status: 'expired', failureCode: 'validity_passed' } as const;
  return refuseClaim(claimed, claimed.attemptCount, refusal, now);
};

/** Attempt `number` could not be checked, so it was not submitted: another may be. */
export const returnClaim = (state: MessageState, number: number, now: Date): MessageState =>
  dropClaim(state, number, now.toISOString(), (dropped) => ({ ...dropped, status: 'accepted' }));
