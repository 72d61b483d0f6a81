import * as z from 'zod';
import { apiUrl, secretArn, secretParser } from '../../adapters/carriers/settings-fields.ts';

export const ToySettings = z.strictObject({ secretArn: secretArn('{ apiKey }'), apiUrl });
export type ToySettings = z.infer<typeof ToySettings>;

export const parseToySecret = secretParser(z.object({ apiKey: z.string() }), 'the toy secret has no apiKey');
