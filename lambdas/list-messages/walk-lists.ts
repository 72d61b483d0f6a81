import type { ListFilters } from '../../core/api/list-query.ts';
import { dayOf, type IndexKey } from '../../core/message-indexes.ts';
import type { IndexEntry, MessageIndex } from '../../core/ports.ts';

const msPerDay = 86_400_000;

/** A partition of an index to read, and where it begins. */
export type Stretch = { readonly key: IndexKey; readonly from: string };

/** What narrows the search most: its index is walked, and the other filters are applied to what it finds. */
type Anchor = Pick<ListFilters, 'reference'> & { readonly recipientHash: string | undefined };

/** Of a day, or of a time in it. */
export const dayBefore = (time: string): string =>
  dayOf(new Date(Date.parse(dayOf(time)) - msPerDay).toISOString());

/**
 * The partition in which the newest entries before `place` are. A place is where an entry stands, or the time or day
 * that all entries before it are older than; so where a day begins is the place after the day before.
 */
const stretchBefore = (
  tenant: string,
  { reference, recipientHash }: Anchor,
  place: string,
  floor: string,
): Stretch => {
  if (reference !== undefined) return { key: { index: 'byReference', tenant, reference }, from: floor };
  if (recipientHash !== undefined)
    return { key: { index: 'byRecipient', tenant, recipientHash }, from: floor };
  const day = dayOf(place) === place ? dayBefore(place) : dayOf(place);
  return { key: { index: 'byTime', tenant, day }, from: day > floor ? day : floor };
};

/** Up to `most` partitions, each before the one in front of it, as far as the floor. At least one. */
export const stretchesBefore = (
  tenant: string,
  anchor: Anchor,
  place: string,
  { floor, most }: { readonly floor: string; readonly most: number },
): readonly Stretch[] => {
  const first = stretchBefore(tenant, anchor, place, floor);
  const stretches = [first];
  for (let last = first; stretches.length < most && last.from > floor; ) {
    last = stretchBefore(tenant, anchor, last.from, floor);
    stretches.push(last);
  }
  return stretches;
};

/**
 * The newest entries of neighbouring partitions, which are read at the same time: as of one index, fewer than `limit`
 * mean that there are no more in any.
 */
export const readStretches = async (
  index: MessageIndex,
  stretches: readonly Stretch[],
  until: string,
  limit: number,
): Promise<IndexEntry[]> => {
  const pages = await Promise.all(
    stretches.map(({ key, from }, i) =>
      index.page(key, { from, until: stretches[i - 1]?.from ?? until, order: 'newest first', limit }),
    ),
  );
  return pages.flat().slice(0, limit);
};
