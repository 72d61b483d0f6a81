import { isDeepStrictEqual } from 'node:util';
import { type Item, itemSize } from './item-size.ts';
import type { MeteredTable, TableIndex } from './tables.ts';

/** What an item was before and is after a write; undefined: there is none. */
export type Change = { readonly before: Item | undefined; readonly after: Item | undefined };

const kilobytes = (item: Item | undefined): number => (item ? Math.ceil(itemSize(item) / 1024) : 0);

/** The copy of an item in an index; undefined where it lacks one of the index's keys. */
const copyIn = ({ keys, projected }: TableIndex, item: Item | undefined): Item | undefined => {
  if (!item || !keys.every((key) => key in item)) return undefined;
  if (!projected) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => projected.includes(name)));
};

/** A copy whose keys change is deleted and written anew; one that stays the same costs nothing. */
const indexUnits = (index: TableIndex, { before, after }: Change): number => {
  const [old, now] = [copyIn(index, before), copyIn(index, after)];
  if (isDeepStrictEqual(old, now)) return 0;
  const moved = old && now && index.keys.some((key) => !isDeepStrictEqual(old[key], now[key]));
  return moved ? kilobytes(old) + kilobytes(now) : Math.max(kilobytes(old), kilobytes(now));
};

/**
 * Write request units of one write: the larger of the item before and after, in KB, and what each index needs. A write
 * whose condition fails costs as much as one that leaves the item as it was, and changes no index.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export const writeUnits = ({ indexes }: MeteredTable, change: Change): number =>
  Math.max(1, kilobytes(change.before), kilobytes(change.after)) +
  indexes.reduce((sum, index) => sum + indexUnits(index, change), 0);
