import type { ListFilters } from '../../core/api/list-query.ts';
import { dayOf, type IndexKey } from '../../core/message-indexes.ts';

const msPerDay = 86_400_000;

/** A partition of an index to read, and where it begins. */
export type Stretch = { readonly key: IndexKey; readonly from: string };

/** What narrows the search most: its index is walked, and the other filters are applied to what it finds. */
type Anchor = Pick<ListFilters, 'reference'> & { readonly recipientHash: string | undefined };

const dayBefore = (day: string): string => dayOf(new Date(Date.parse(day) - msPerDay).toISOString());

/**
 * The partition in which the newest entries before `place` are. A place is where an entry stands, or the time or day
 * that all entries before it are older than; so where a day begins is the place after the day before.
 */
export const stretchBefore = (
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
