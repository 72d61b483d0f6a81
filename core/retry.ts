import { Fault } from './fault.ts';

/** The longest delay of an SQS entry, in seconds. */
const longestDelaySeconds = 900;

/** A delay that a queue takes: whole seconds, at least one, and no longer than the message is worth sending. */
const queueDelaySeconds = (seconds: number, secondsLeft: number): number =>
  Math.max(1, Math.ceil(Math.min(seconds, secondsLeft, longestDelaySeconds)));

/** No message waits longer than this between two tries, unless the carrier says so. */
const longestBackoffSeconds = 60;

/** Seconds until another carrier is tried: enough that a storm of noes does not spin. */
const failoverSeconds = 1;

/** All, from the one whose turn it is after `attempts` attempts, each of which ended in a definite no. */
export const inTurnFrom = <T>(all: readonly T[], attempts: number): readonly [T, ...T[]] => {
  const begin = attempts % all.length;
  const [next, ...others] = [...all.slice(begin), ...all.slice(0, begin)];
  if (next === undefined) throw new Fault('nobody takes turns');
  return [next, ...others];
};

/**
 * Seconds until the next try after `attempts` tries. The next carrier of the route is tried at once; after a round of all of them: 2, 4, 8 …
 * 60, at least what the carrier asked for. Never longer than the message is worth sending, so that it expires in time.
 * @param jitter 0 to 1: spreads the tries of a crowd over the second half of the delay.
 */
export const retryDelaySeconds = (
  attempts: number,
  carriers: number,
  retryAfterSeconds: number | undefined,
  secondsLeft: number,
  jitter: number,
): number => {
  const rounds = attempts / carriers;
  const backoff = Math.min(longestBackoffSeconds, 2 ** Math.min(rounds, 10));
  const wanted = Number.isInteger(rounds)
    ? Math.max(backoff * (0.5 + jitter / 2), retryAfterSeconds ?? 0)
    : failoverSeconds;
  return queueDelaySeconds(wanted, secondsLeft);
};

/**
 * Seconds until a message that waits for its sender's turn asks again. Never longer than it is worth sending, so that
 * it expires in time.
 * @param jitter 0 to 1: who would come back in the same second as a crowd may come one later.
 */
export const turnDelaySeconds = (waitMs: number, secondsLeft: number, jitter: number): number =>
  queueDelaySeconds(Math.floor(waitMs / 1000 + jitter), secondsLeft);
