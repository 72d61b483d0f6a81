import * as z from 'zod';

/**
 * For rows and queue entries: the version of their shape; absent, as it is written today, is 1. A reader refuses a
 * version that it does not know: the entry comes back until a newer release reads it, instead of being misread.
 */
export const versioned = { schemaVersion: z.literal(1).optional() };
