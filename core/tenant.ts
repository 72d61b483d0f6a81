import * as z from 'zod';

/** Whose keys and messages they are. */
export const Tenant = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,40}$/, 'not a tenant: 1 to 40 letters, digits and hyphens');
