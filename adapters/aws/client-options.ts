/**
 * How every AWS client of ours behaves: an answer or an error well within the shortest function timeout. The SDK
 * retries what AWS throttled or dropped; each of our writes is safe to repeat.
 */
export const clientOptions = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
} as const;
