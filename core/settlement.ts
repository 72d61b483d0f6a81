import type { CarrierTraits } from './carrier.ts';
import type { Lane } from './lanes.ts';
import type { Attempt, MessageState, Resolution } from './message-state.ts';
import type { OutboundMessage } from './outbound-message.ts';

/** Seconds after the claim until the policy decides. A login code is of no use later. */
const policySeconds: Readonly<Record<Lane, number>> = { otp: 60, transactional: 900, promotional: 900 };

/** A carrier in trouble gets a moment before the same submit comes again. */
const resubmitAfterSeconds = 10;

/** What a resubmit takes to get through its lane, so that it is not too late when it gets there. */
const laneSeconds = 5;

/** Rounds of submit and look-up in which a carrier may leave it open; each writes an entry into the row's timeline. */
const mostRounds = 20;

const firstPauseSeconds = 30;
const longestDelaySeconds = 900;

/** Attempts that began further apart than this are not taken for one another, in milliseconds. */
export const rivalryMs = 15 * 60_000;

/** What will be tried first to settle an attempt through a carrier with these traits; undefined: it is not there any more. */
export const resolutionOf = (
  { policyReleasedAttempt }: MessageState,
  { policy }: Pick<OutboundMessage, 'policy'>,
  traits: CarrierTraits | undefined,
): Resolution => {
  if (traits?.lookup) return 'lookup';
  if (traits?.dedupe) return 'resubmit';
  return policy === 'at-least-once' && policyReleasedAttempt === undefined ? 'policy' : 'none';
};

/** The attempt `number`, if it is what leaves the message unknown. */
export const unsettledAttempt = (state: MessageState, number: number): Attempt | undefined => {
  const attempt = state.attempts.at(-1);
  const isOpen = state.status === 'unknown' && attempt?.result === 'ambiguous';
  return isOpen && attempt.number === number ? attempt : undefined;
};

/** When to do what about an attempt, in milliseconds since 1970. */
export type SettlementTimes = {
  /** When there is something to try for the first time: a look-up, once it proves something to find nothing. */
  readonly beginsAt: number;
  /** When the policy decides: while a submit is still of use, and not before the first look-up can tell. */
  readonly decidedAt: number;
};

export const settlementTimes = (
  { lane, expiresAt }: Pick<OutboundMessage, 'lane' | 'expiresAt'>,
  { claimedAt, endedAt = claimedAt }: Attempt,
  resolution: Resolution,
  traits: CarrierTraits | undefined,
): SettlementTimes => {
  const settledAt = Date.parse(endedAt) + (traits?.settleSeconds ?? 0) * 1000;
  const wanted = Date.parse(claimedAt) + policySeconds[lane] * 1000;
  const decidedAt = Math.min(
    resolution === 'lookup' ? Math.max(wanted, settledAt) : wanted,
    Date.parse(expiresAt) - laneSeconds * 1000,
  );
  const beginsAt = {
    lookup: settledAt,
    resubmit: Date.parse(endedAt) + resubmitAfterSeconds * 1000,
    policy: decidedAt,
    none: decidedAt,
  }[resolution];
  return { beginsAt, decidedAt };
};

/** A delay that a queue takes, from now until a time: an entry that comes too early is put back. */
export const secondsUntil = (time: number, now: Date): number =>
  Math.min(longestDelaySeconds, Math.max(0, Math.ceil((time - now.getTime()) / 1000)));

/** When an attempt that could not be settled now is looked at again: twice as old as it is now, or at the decision. */
export const nextTryAt = ({ claimedAt }: Attempt, decidedAt: number, now: Date): number =>
  Math.min(decidedAt, 2 * now.getTime() - Date.parse(claimedAt));

const timesUnknown = ({ timeline }: MessageState): number =>
  timeline.filter(({ status, contradicts }) => status === 'unknown' && contradicts === undefined).length;

/** Whether a text that was surely not taken may have another round. */
export const mayTryAgain = (state: MessageState): boolean => timesUnknown(state) <= mostRounds;

/** Seconds that it waits for the next round: none at first, then 30, 60, 120 … 900, so that a carrier can recover. */
export const pauseSeconds = (state: MessageState, secondsLeft: number): number => {
  const rounds = timesUnknown(state);
  const pause = rounds <= 1 ? 0 : firstPauseSeconds * 2 ** (rounds - 2);
  return Math.max(0, Math.floor(Math.min(pause, longestDelaySeconds, secondsLeft)));
};
