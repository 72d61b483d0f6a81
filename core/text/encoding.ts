import * as z from 'zod';

/** The two ways a text goes over the air: TP-DCS general group, 3GPP TS 23.038 §4. */
export const Encoding = z.enum(['gsm7', 'ucs2']).meta({
  id: 'Encoding',
  description: 'GSM 7-bit default alphabet, or UCS-2 (UTF-16 code units) when a character is not in it.',
});
export type Encoding = z.infer<typeof Encoding>;
