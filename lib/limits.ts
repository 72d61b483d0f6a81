import type * as z from 'zod';
import { Limits } from '../core/limits/limits.ts';

/** Requests a minute and segments a UTC day, of keys and of tenants; see docs/keys.md. */
export type LimitsInput = z.input<typeof Limits>;

/** Reads the limits of a deployment. @throws with everything that is wrong with them. */
export const checkedLimits = (input: LimitsInput = {}): Limits => {
  const parsed = Limits.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `- ${path.join('.')}: ${message}`);
  throw new Error(`The limits are not valid:\n${faults.join('\n')}`);
};
