import * as z from 'zod';
import { dltId } from '../dlt.ts';

/** How the deployer configures texts through Amazon SNS. */
export const SnsSettings = z
  .strictObject({
    senderId: z
      .string()
      .regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/, '1 to 11 letters and digits, at least one letter')
      .optional()
      .meta({ description: 'Alphanumeric sender of texts that name none.' }),
    originationNumber: z
      .string()
      .regex(/^\+?\d{3,15}$/, 'a number or short code')
      .optional()
      .meta({ description: 'Number that texts without a sender come from.' }),
    maxPriceUsd: z
      .number()
      .min(0.000_01)
      .max(100)
      .optional()
      .meta({ description: 'Most that one text may cost, in USD.' }),
    dltEntityId: dltId.meta({ description: 'Entity id of texts to India.' }),
    dltTemplateId: dltId.meta({ description: 'Template id of texts to India.' }),
  })
  .meta({ id: 'SnsSettings' });
export type SnsSettings = z.infer<typeof SnsSettings>;
