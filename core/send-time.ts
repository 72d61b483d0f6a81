import type { FieldError } from './problem.ts';

/** How far ahead a text can be scheduled, in days. */
export const longestScheduleDays = 30;

const secondsPerDay = 86_400;

/** What a request may be late, because it was on its way or its clock is wrong: then the text is sent at once. */
const toleratedMs = 60_000;

/** The longest delay of a queue entry, in seconds. A text that is due later waits in the index of what is due. */
const longestDelaySeconds = 900;

type Scheduled = { readonly createdAt: string; readonly sendAt?: string | undefined };

/** What a request's `sendAt` means now: left out for a text to be sent at once. */
export const readSendTime = (
  sendAt: string | undefined,
  now: Date,
): { readonly sendAt?: string; readonly errors: readonly FieldError[] } => {
  if (sendAt === undefined) return { errors: [] };
  const aheadMs = Date.parse(sendAt) - now.getTime();
  const refused = (message: string) => ({ errors: [{ path: 'sendAt', message }] });
  if (aheadMs < -toleratedMs) return refused('must not be in the past');
  if (aheadMs > longestScheduleDays * secondsPerDay * 1000) {
    return refused(`must be at most ${longestScheduleDays} days ahead`);
  }
  return { ...(aheadMs > 0 && { sendAt }), errors: [] };
};

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

/** Whether the message is too far ahead for its queue: then it is found by when it is due, and has no queue entry till then. */
export const waitsInIndex = ({ createdAt, sendAt }: Scheduled): boolean =>
  sendAt !== undefined && secondsBetween(createdAt, sendAt) > longestDelaySeconds;

/** Seconds until the message may be submitted: 0 where that is now, and Infinity where a queue entry must not wait for it. */
export const secondsUntilDue = (message: Scheduled, now: Date): number => {
  if (message.sendAt === undefined) return 0;
  const seconds = Math.max(0, Math.ceil(secondsBetween(now.toISOString(), message.sendAt)));
  if (seconds <= longestDelaySeconds) return seconds;
  return waitsInIndex(message) ? Number.POSITIVE_INFINITY : longestDelaySeconds;
};
