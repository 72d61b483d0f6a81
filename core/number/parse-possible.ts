import {
  isSupportedCountry,
  ParseError,
  type PhoneNumber,
  parsePhoneNumberWithError,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import { normaliseDigits } from './normalise-digits.ts';
import type { NumberProblemCode } from './number-problem.ts';

const problemOf = (libraryCode: string | undefined): NumberProblemCode => {
  switch (libraryCode) {
    case 'TOO_SHORT':
    case 'NOT_A_NUMBER':
      return 'too_short';
    case 'TOO_LONG':
      return 'too_long';
    case 'INVALID_COUNTRY':
      return 'unknown_country_code';
    default:
      return 'impossible_length';
  }
};

/** A `+` and fifteen digits: ITU-T E.164 §6. Some plans of the metadata reach beyond it with numbers within the country. */
const longestE164 = 16;

/** A number whose length its numbering plan allows, or why there is none. */
export const parsePossible = (
  input: string,
  defaultCountry: string | undefined,
): PhoneNumber | NumberProblemCode => {
  if (defaultCountry !== undefined && !isSupportedCountry(defaultCountry)) return 'unknown_default_country';
  const normalised = normaliseDigits(input);
  if (typeof normalised === 'string') return normalised;
  const { digits } = normalised;
  if (!digits.startsWith('+') && defaultCountry === undefined) return 'needs_country';
  try {
    const number = parsePhoneNumberWithError(digits, {
      extract: false,
      ...(defaultCountry !== undefined && { defaultCountry }),
    });
    if (!number.isPossible()) return problemOf(validatePhoneNumberLength(number.number));
    return number.number.length <= longestE164 ? number : 'too_long';
  } catch (error) {
    if (error instanceof ParseError) return problemOf(error.message);
    throw error;
  }
};

/**
 * ISO 3166-1 alpha-2, or the calling code of a service that belongs to no country (`870`). A range that is in no
 * country's plan counts to the first country of the calling code.
 */
export const countryOf = (number: PhoneNumber): string =>
  number.country ?? number.getPossibleCountries()[0] ?? number.countryCallingCode;
