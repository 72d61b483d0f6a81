import * as z from 'zod';

const Verdict = z.enum(['ok', 'failing']);

/** Whether the pipeline works, as far as it can tell by asking what it needs. */
export const HealthResource = z
  .strictObject({
    status: Verdict,
    version: z.string().meta({ description: 'The deployed version of the product.' }),
    dependencies: z.record(z.string(), Verdict).meta({ description: 'Each table and queue by its name.' }),
  })
  .meta({ id: 'Health', description: 'The deployed version, and whether what it needs answers.' });
export type HealthResource = z.infer<typeof HealthResource>;
