import { createHash, createHmac } from 'node:crypto';

/** JSON with sorted keys: equal content gives equal text. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** SHA-256 in hexadecimal of what a request says, however it was written. */
export const hashRequest = (request: unknown): string =>
  createHash('sha256').update(canonical(request)).digest('hex');

/** HMAC-SHA-256 of a number, cut to 128 bits, in hexadecimal. */
export const hashRecipient = (recipient: string, key: string): string =>
  createHmac('sha256', key).update(recipient).digest('hex').slice(0, 32);
