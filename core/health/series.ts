import * as z from 'zod';

/** Counts over time: the begin of each slot in milliseconds since 1970, and the count in it. Oldest first. */
export const Series = z.array(z.tuple([z.int().nonnegative(), z.int().positive()]));
export type Series = readonly (readonly [number, number])[];

/** Both counts together, without slots that began before `from`. */
export const mergeSeries = (one: Series, other: Series, from: number): [number, number][] => {
  const sums = new Map<number, number>();
  for (const [slot, count] of [...one, ...other]) {
    if (slot >= from) sums.set(slot, (sums.get(slot) ?? 0) + count);
  }
  return [...sums].sort(([a], [b]) => a - b);
};

/** What was counted in the slots that began at `from` or later. */
export const totalSince = (series: Series, from: number): number =>
  series.reduce((sum, [slot, count]) => sum + (slot >= from ? count : 0), 0);
