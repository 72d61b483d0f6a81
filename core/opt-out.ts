import * as z from 'zod';

/** Since when a recipient does not want to be written to, and who said so. */
export const OptOut = z.object({
  since: z.iso.datetime(),
  /** `api`: you did. `carrier`: it refused or reported a text for this reason. `keyword`: the recipient answered STOP. */
  source: z.enum(['api', 'carrier', 'keyword']),
});
export type OptOut = z.infer<typeof OptOut>;
