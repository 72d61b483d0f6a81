import type * as z from 'zod';

export type CatalogueEntry = {
  /** When it is published, in a sentence. */
  readonly description: string;
  /** Of the `detail`. */
  readonly schema: z.ZodType;
  /** A `detail`. */
  readonly example: unknown;
};
