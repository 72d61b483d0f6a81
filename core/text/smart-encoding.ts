import { defaultCosts } from './septet-costs.ts';
import { smartReplacements } from './tables/smart-replacements.ts';

/** What stands for one character in GSM-7, and from where on: a combining mark takes the letter before it along. */
export type Replacement = { readonly from: number; readonly text: string };

const isCombiningMark = (unit: number): boolean => unit >= 0x0300 && unit <= 0x036f;

const inAlphabet = (text: string): boolean => text.length === 1 && defaultCosts[text.charCodeAt(0)] !== 0;

/** The letter and the mark at `index` as one character of the alphabet: `é` for e and U+0301. */
const composed = (text: string, index: number): Replacement | undefined => {
  if (index === 0 || !isCombiningMark(text.charCodeAt(index))) return undefined;
  const letter = text.slice(index - 1, index + 1).normalize('NFC');
  return inAlphabet(letter) ? { from: index - 1, text: letter } : undefined;
};

/** The GSM-7 text for the character at `index`, if there is one. */
export const replacementAt = (text: string, index: number): Replacement | undefined => {
  const pair = composed(text, index);
  if (pair) return pair;
  const listed = smartReplacements.get(text.charCodeAt(index));
  if (listed !== undefined) return { from: index, text: listed };
  // Some characters are another one by definition: the Kelvin sign is K, the Ohm sign Ω.
  const same = text.charAt(index).normalize('NFC');
  return inAlphabet(same) ? { from: index, text: same } : undefined;
};

/**
 * The text with every character replaced that GSM-7 lacks. Undefined if one of them has no replacement, or if nothing
 * would be left of the text.
 */
export const smartEncode = (text: string): string | undefined => {
  let replaced = '';
  let copied = 0;
  for (let i = 0; i < text.length; i++) {
    if (defaultCosts[text.charCodeAt(i)]) continue;
    const replacement = replacementAt(text, i);
    if (!replacement) return undefined;
    replaced += text.slice(copied, replacement.from) + replacement.text;
    copied = i + 1;
  }
  return replaced + text.slice(copied) || undefined;
};
