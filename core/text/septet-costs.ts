import { defaultShift, lockingTable, type Shift, singleTable } from './shift.ts';

/**
 * Septets that each UTF-16 code unit costs: 1, 2 behind an escape, or 0 for what cannot be written. A flat table, because
 * every character of every text is looked up in it.
 */
export type SeptetCosts = Uint8Array;

const buildCosts = ({ locking, single }: Shift): SeptetCosts => {
  const costs = new Uint8Array(0x10000);
  for (const unit of singleTable(single)?.septets.keys() ?? []) costs[unit] = 2;
  // After the others: a character of both tables is written without the escape.
  for (const unit of lockingTable(locking)?.septets.keys() ?? []) costs[unit] = 1;
  return costs;
};

/** The default alphabet and its extension. */
export const defaultCosts: SeptetCosts = buildCosts(defaultShift);

const nationalCosts = new Map<number, SeptetCosts>();

/** What a pair of tables makes the code units cost. */
export const costsUnder = (shift: Shift): SeptetCosts => {
  const key = shift.locking * 256 + shift.single;
  if (key === 0) return defaultCosts;
  const costs = nationalCosts.get(key) ?? buildCosts(shift);
  nationalCosts.set(key, costs);
  return costs;
};

/** The first character that is not ASCII of one septet. The engine scans for it several times faster than a loop. */
const unusual = /[^\n\r -Z_a-z]/;

/** Septets of the whole text in the default alphabet, or undefined where a character is not in it. */
export const countSeptets = (text: string): number | undefined => {
  const first = text.search(unusual);
  if (first < 0) return text.length;
  let septets = first;
  for (let i = first; i < text.length; i++) {
    const cost = defaultCosts[text.charCodeAt(i)];
    if (!cost) return undefined;
    septets += cost;
  }
  return septets;
};
