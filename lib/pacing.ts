import { Pacing } from '../core/pacing/pacing.ts';
import type { Carrier } from './carriers/carrier.ts';

/** Reads how fast each carrier takes texts. @throws with everything that is wrong with it. */
export const checkedPacing = (carriers: readonly Carrier[]): Pacing => {
  const given = carriers.flatMap(({ name, pacing, defaultSender }) =>
    pacing ? [[name, { ...pacing, defaultSender }] as const] : [],
  );
  const parsed = Pacing.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `- ${path.join('.')}: ${message}`);
  throw new Error(`The pacing of the carriers is not valid:\n${faults.join('\n')}`);
};
