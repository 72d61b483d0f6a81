/** A longer wait than this is no use to a text; it also keeps a hostile answer from parking a message for years. */
const longestSeconds = 86_400;

/** Seconds that a Retry-After header asks for: delta-seconds or an HTTP date (RFC 9110 §10.2.3). */
export const retryAfterSeconds = (header: string | undefined, now: Date): number | undefined => {
  if (header === undefined) return undefined;
  // Only an HTTP date: `Date.parse` takes nearly anything for one
  const date = / GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((date - now.getTime()) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), longestSeconds) : undefined;
};
