import * as z from 'zod';
import { OptOut } from '../opt-out.ts';

/** A recipient whom the pipeline does not write to, as the API shows it. */
export const OptOutResource = z
  .strictObject({
    number: z.string().meta({ description: 'E.164 with `+`.' }),
    ...OptOut.shape,
  })
  .meta({ id: 'OptOut', description: 'Texts of yours to this number are blocked.' });
export type OptOutResource = z.infer<typeof OptOutResource>;
