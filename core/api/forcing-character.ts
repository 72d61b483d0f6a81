import * as z from 'zod';
import type { ForcingCharacter as Forcing } from '../text/forcing-characters.ts';

/** A character that GSM-7 lacks, as the API shows it. */
export const ForcingCharacter = z.strictObject({
  position: z.number().int().meta({ description: 'UTF-16 index in the body.' }),
  codePoint: z.string().meta({ examples: ['U+2019'] }),
  character: z.string(),
  replacement: z.string().optional().meta({ description: 'What smart encoding would write in GSM-7.' }),
});
export type ForcingCharacter = z.infer<typeof ForcingCharacter>;

const hex = (codePoint: number): string => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;

export const showForcing = ({ codePoint, ...forcing }: Forcing): ForcingCharacter => ({
  ...forcing,
  codePoint: hex(codePoint),
});
