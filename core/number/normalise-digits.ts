import type { NumberProblemCode } from './number-problem.ts';

/** Longest input that is looked at, in UTF-16 code units: 15 digits, written as loosely as anyone would. */
const maxInputLength = 64;

// First digits of the decimal digit blocks that keyboards produce: Arabic-Indic, Persian, Devanagari, Bengali, Thai,
// full-width. Each block counts on from its zero.
const zeros: readonly number[] = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10];

const asciiDigit = (digit: string): string => {
  const codePoint = digit.charCodeAt(0);
  const zero = zeros.find((first) => codePoint >= first && codePoint <= first + 9);
  return zero === undefined ? digit : String(codePoint - zero);
};

/** Spaces, bidi marks and other invisible characters, and what people put between groups of digits. */
const separators = /[\s\p{Cf}\p{Pd}.()/·．（）−]/gu;

/** A dialling pause or an extension after the number, in the usual spellings. */
const extension = /\d\D{0,3}(?:ext(?:n|ension)?|x|доб|#|,|;)[^\d]{0,8}\d/iu;

const looksLike = (text: string): NumberProblemCode => {
  if (extension.test(text)) return 'has_extension';
  return /\p{L}/u.test(text) ? 'has_letters' : 'invalid_characters';
};

/** `+` and digits where the country code is given (`+` or `00` in front), else digits alone; or why not. */
export const normaliseDigits = (input: string): { readonly digits: string } | NumberProblemCode => {
  if (input.length > maxInputLength) return 'input_too_long';
  const ascii = input.replace(/\p{Nd}/gu, asciiDigit).replaceAll('＋', '+');
  const bare = ascii.replace(separators, '');
  if (bare === '') return 'empty';
  if (!/^\+?\d+$/.test(bare)) return looksLike(ascii);
  return { digits: bare.replace(/^00/, '+') };
};
