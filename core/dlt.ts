import * as z from 'zod';

/** An id from an Indian operator's DLT portal. */
export const DltId = z.string().regex(/^\d{6,25}$/, 'must be 6 to 25 digits');

/** The registration that a text to India belongs to: its networks ask for one (TRAI's DLT). */
export const Dlt = z
  .strictObject({
    entityId: DltId.optional().meta({ description: "The sender's entity. Default: the carrier's setting." }),
    templateId: DltId.meta({ description: 'The template that the text follows.' }),
  })
  .meta({ id: 'Dlt', description: 'Registration of a text to India; only for recipients there.' });
export type Dlt = z.infer<typeof Dlt>;
