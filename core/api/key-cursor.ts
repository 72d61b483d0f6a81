import * as z from 'zod';
import type { KeyRecord } from '../keys/key-record.ts';
import { invalidFields } from './field-errors.ts';

/** Where a page of keys ends: `<time> <key id>`. It says nothing that the page does not. */
const Cursor = z
  .string()
  .regex(/^\d{4}-[\dT:.-]+Z_[0-9A-Za-z]+$/)
  .transform((text) => {
    const [createdAt = '', keyId = ''] = text.split('_');
    return { createdAt, keyId };
  });

const Page = z.object({ limit: z.coerce.number().int().min(1).max(100).default(50) });

export const keyCursor = ({ createdAt, keyId }: KeyRecord): string => `${createdAt}_${keyId}`;

/** Reads the query of `GET /v1/keys`. @throws ProblemError that names what is wrong in it. */
export const readKeyQuery = (
  query: string,
): { readonly limit: number; readonly after?: { readonly createdAt: string; readonly keyId: string } } => {
  const given = new URLSearchParams(query);
  const page = Page.safeParse({ limit: given.get('limit') ?? undefined });
  const cursor = Cursor.optional().safeParse(given.get('cursor') ?? undefined);
  const errors = [
    ...(page.success ? [] : [{ path: 'limit', message: 'must be a whole number from 1 to 100' }]),
    ...(cursor.success ? [] : [{ path: 'cursor', message: 'must be the nextCursor of a page before' }]),
    ...[...new Set(given.keys())]
      .filter((name) => name !== 'limit' && name !== 'cursor')
      .map((name) => ({ path: name.toWellFormed(), message: 'is not a known parameter' })),
  ];
  if (!page.success || !cursor.success || errors.length > 0) throw invalidFields(errors);
  return { limit: page.data.limit, ...(cursor.data && { after: cursor.data }) };
};
