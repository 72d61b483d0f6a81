import { createHash, createHmac } from 'node:crypto';

/** JSON with sorted keys: equal content gives equal text. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** SHA-256 in hexadecimal of what a value says, however it was written: for what may be guessed. */
export const fingerprint = (value: unknown): string =>
  createHash('sha256').update(canonical(value)).digest('hex');

/**
 * HMAC-SHA-256 in hexadecimal of what a request says, however it was written. It outlives the erasure of the message, and
 * without the key nobody can try numbers and texts against it.
 */
export const hashRequest = (request: unknown, key: string): string =>
  createHmac('sha256', key).update(canonical(request)).digest('hex');

/** HMAC-SHA-256 of a number, cut to 128 bits, in hexadecimal. */
export const hashRecipient = (recipient: string, key: string): string =>
  createHmac('sha256', key).update(recipient).digest('hex').slice(0, 32);
