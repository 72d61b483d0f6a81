/** The longest delay of an SQS entry, in seconds. */
const longestDelaySeconds = 900;

/** No message waits longer than this between two tries, unless the carrier says so. */
const longestBackoffSeconds = 60;

/**
 * Seconds until the next try after `attempts` tries: 2, 4, 8 … 60, at least what the carrier asked for, and no longer
 * than the message is worth sending, so that it expires in time.
 * @param jitter 0 to 1: spreads the tries of a crowd over the second half of the delay.
 */
export const retryDelaySeconds = (
  attempts: number,
  retryAfterSeconds: number | undefined,
  secondsLeft: number,
  jitter: number,
): number => {
  const backoff = Math.min(longestBackoffSeconds, 2 ** Math.min(attempts, 10));
  const wanted = Math.max(backoff * (0.5 + jitter / 2), retryAfterSeconds ?? 0);
  return Math.max(1, Math.ceil(Math.min(wanted, secondsLeft, longestDelaySeconds)));
};
