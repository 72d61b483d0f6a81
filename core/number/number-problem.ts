/**
 * Why a number was refused, each with a sentence for the caller. The sentences never repeat the number: they end up in
 * logs and tickets.
 */
export const numberProblems = {
  empty: 'The number is empty.',
  input_too_long: 'The input is too long to be a phone number.',
  has_letters: 'The number has letters. Write vanity numbers in digits.',
  has_extension: 'The number has an extension. A text cannot reach an extension.',
  invalid_characters: 'The number has characters other than digits, separators and one leading +.',
  needs_country: 'The number has no country code. Write it with + and country code, or give defaultCountry.',
  unknown_default_country:
    'defaultCountry is not a two-letter country code with a numbering plan, such as GB.',
  unknown_country_code: 'No country or service has this calling code.',
  too_short: 'The number is too short for its country.',
  too_long: 'The number is too long for its country.',
  impossible_length: 'No number of its country has this many digits.',
  fixed_line: 'The number is a fixed line, which a text does not reach.',
  not_textable: 'The number is of a service (premium rate, freephone, voicemail) that a text does not reach.',
} as const satisfies Record<string, string>;

export type NumberProblemCode = keyof typeof numberProblems;

export type NumberProblem = { readonly code: NumberProblemCode; readonly message: string };

export const numberProblem = (
  code: NumberProblemCode,
): { readonly ok: false; readonly problem: NumberProblem } => ({
  ok: false,
  problem: { code, message: numberProblems[code] },
});
