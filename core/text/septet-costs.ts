import { lockingTables, type Shift, singleTables } from './shift.ts';
import { defaultAlphabet, defaultExtension } from './tables/default-alphabet.ts';

/**
 * Septets that each UTF-16 code unit costs in the default alphabet and its extension: 1, 2 behind an escape, or 0 for
 * what GSM-7 does not have. A flat table, because every character of every text is looked up in it.
 */
export const septetCosts: Uint8Array = (() => {
  const costs = new Uint8Array(0x1_00_00);
  for (const character of defaultAlphabet) costs[character.charCodeAt(0)] = 1;
  for (const character of defaultExtension.values()) costs[character.charCodeAt(0)] = 2;
  costs[0x1b] = 0; // the escape is in the string only to hold its place
  return costs;
})();

/** Septets of the whole text in the default alphabet, or undefined where a character is not in it. */
export const countSeptets = (text: string): number | undefined => {
  let septets = 0;
  for (let i = 0; i < text.length; i++) {
    const cost = septetCosts[text.charCodeAt(i)];
    if (!cost) return undefined;
    septets += cost;
  }
  return septets;
};

/** Septets of one UTF-16 code unit: 1, 2 behind an escape, or 0 where there is no way to write it. */
export type CostOf = (unit: number) => number;

const defaultCost: CostOf = (unit) => septetCosts[unit] ?? 0;

/** What code units cost under a pair of tables. A character of both is written without the escape. */
export const costUnder = ({ locking, single }: Shift): CostOf => {
  if (locking === 0 && single === 0) return defaultCost;
  const plain = lockingTables()[locking]?.septets;
  const escaped = singleTables()[single]?.septets;
  return (unit) => (plain?.has(unit) ? 1 : escaped?.has(unit) ? 2 : 0);
};
