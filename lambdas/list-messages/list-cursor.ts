import * as z from 'zod';
import { readJson } from '../../adapters/json.ts';
import { invalidFields } from '../../core/api/field-errors.ts';
import type { ListFilters } from '../../core/api/list-query.ts';

/** The listing that it continues, and the place before which to go on. */
const Cursor = z.tuple([
  z.string(),
  z
    .string()
    .regex(/^\d{4}-\d\d-\d\d(T[\d:.]{12}Z(#msg_[0-9a-f]{32})?)?$/)
    .refine((place) => !Number.isNaN(Date.parse(place.split('#')[0] ?? ''))),
]);

/**
 * Where a listing goes on. It is bound to tenant and filters, because a place in one listing means nothing in
 * another. It is not signed: whoever makes one up only skips messages of their own.
 */
export const createListCursors = (hash: (value: unknown) => string) => {
  const listingOf = (tenant: string, filters: ListFilters): string => hash([tenant, filters]).slice(0, 16);
  return {
    write: (tenant: string, filters: ListFilters, place: string): string =>
      Buffer.from(JSON.stringify([listingOf(tenant, filters), place])).toString('base64url'),
    /** @throws ProblemError for a cursor of another listing, or none of ours. */
    read: (tenant: string, filters: ListFilters, cursor: string): string => {
      const parsed = Cursor.safeParse(readJson(Buffer.from(cursor, 'base64url').toString()));
      if (parsed.success && parsed.data[0] === listingOf(tenant, filters)) return parsed.data[1];
      throw invalidFields([{ path: 'cursor', message: 'is not a cursor of this listing' }]);
    },
  };
};
export type ListCursors = ReturnType<typeof createListCursors>;
