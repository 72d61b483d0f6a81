import * as z from 'zod';
import { Pointer } from './answer-settings.ts';
import { SignatureSettings } from './receipt-settings.ts';

/** A place in a JSON value, and the values there that count. */
export const Match = z.strictObject({
  at: Pointer.meta({ description: 'Where to look.' }),
  is: z
    .array(z.string().min(1))
    .min(1, 'name at least one value')
    .meta({ description: 'The values that count.' }),
});
export type Match = z.infer<typeof Match>;

/** How the incoming texts that the carrier posts are told from receipts, verified and read. */
export const HttpInboundSettings = z.strictObject({
  signature: SignatureSettings.optional().meta({
    description: 'How incoming texts are signed, if not like receipts.',
  }),
  when: Match.optional().meta({
    description:
      'By what an incoming text is told from a receipt, within each entry. Without it, what is posted to the URL that ends in `/inbound` is one.',
  }),
  each: Pointer.optional().meta({ description: 'Where the list is, if one call brings several texts.' }),
  id: Pointer.meta({ description: "Where the carrier's id of the text is." }),
  from: Pointer.meta({ description: 'Where the number of the handset is.' }),
  to: Pointer.meta({ description: 'Where our number is.' }),
  text: Pointer.meta({ description: 'Where the text is. Missing there: somebody sent a picture.' }),
  keyword: Pointer.optional().meta({
    description: 'Where the keyword is, if the API takes it out of the text or says what it takes it for.',
  }),
  time: Pointer.optional().meta({ description: 'Where it says when the text was sent.' }),
});
export type HttpInboundSettings = z.infer<typeof HttpInboundSettings>;
