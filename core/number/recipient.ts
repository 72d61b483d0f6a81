import { type NumberProblem, numberProblem } from './number-problem.ts';
import { type NumberType, numberTypeOf, reachOf } from './number-type.ts';
import { countryOf, parsePossible } from './parse-possible.ts';

export type RecipientOptions = {
  /** ISO 3166-1 alpha-2 country of numbers without a country code. */
  readonly defaultCountry?: string;
  /** Take fixed lines too: some operators read a text aloud. @default false */
  readonly allowFixedLine?: boolean;
};

export type Recipient = {
  /** E.164 with `+`. */
  readonly e164: string;
  /** ISO 3166-1 alpha-2, or the calling code of a service that belongs to no country (`870`). */
  readonly country: string;
  readonly type: NumberType;
};

export type ParsedRecipient =
  | { readonly ok: true; readonly recipient: Recipient }
  | { readonly ok: false; readonly problem: NumberProblem };

/**
 * Reads a phone number as people write it, and refuses what a text cannot reach. Any range of a possible length is
 * taken, known or not: networks open ranges faster than tables follow, and test numbers lie outside them. Never throws.
 */
export const parseRecipient = (input: string, options: RecipientOptions = {}): ParsedRecipient => {
  const number = parsePossible(input, options.defaultCountry);
  if (typeof number === 'string') return numberProblem(number);
  const type = numberTypeOf(number.getType());
  const reach = reachOf(type, number.countryCallingCode);
  if (reach === 'not_textable' || (reach === 'fixed_line' && !options.allowFixedLine))
    return numberProblem(reach);
  return { ok: true, recipient: { e164: number.number, country: countryOf(number), type } };
};
