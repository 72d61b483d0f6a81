/** A longer wait than this is no use to a text; it also keeps a hostile answer from parking a message for years. */
const longestSeconds = 86_400;

/** Seconds that a Retry-After header asks for: delta-seconds or an HTTP date (RFC 9110 §10.2.3). */
export const retryAfterSeconds = (header: string | undefined, now: Date): number | undefined => {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header.trim())
    ? Number(header)
    : Math.ceil((Date.parse(header) - now.getTime()) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), longestSeconds) : undefined;
};
