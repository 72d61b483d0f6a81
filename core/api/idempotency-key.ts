import * as z from 'zod';
import { ProblemError } from '../problem.ts';

/** The header `Idempotency-Key`. */
export const IdempotencyKey = z.string().regex(/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/);

/** @throws ProblemError unless the key is absent or 1 to 255 printable ASCII characters. */
export const checkIdempotencyKey = (key: string | undefined): void => {
  if (key === undefined || IdempotencyKey.safeParse(key).success) return;
  throw new ProblemError('invalid_idempotency_key', 'It must have 1 to 255 printable ASCII characters.');
};
