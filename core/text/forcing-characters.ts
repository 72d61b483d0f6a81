import { defaultCosts } from './septet-costs.ts';
import { replacementAt } from './smart-encoding.ts';

/** A character that the GSM 7-bit default alphabet and its extension lack. */
export type ForcingCharacter = {
  /** UTF-16 index in the text as given. */
  readonly position: number;
  readonly codePoint: number;
  readonly character: string;
  /**
   * What smart encoding would write in GSM-7, perhaps nothing at all. For a combining mark it is the letter before it
   * and the mark in one, as `é`. Left out where there is nothing that would mean the same.
   */
  readonly replacement?: string;
};

/** Every character that forces UCS-2, in the order of the text. The text must be well formed. */
export const forcingCharacters = (text: string): readonly ForcingCharacter[] => {
  const forcing: ForcingCharacter[] = [];
  for (let position = 0; position < text.length; position++) {
    if (defaultCosts[text.charCodeAt(position)]) continue;
    const codePoint = text.codePointAt(position) ?? 0;
    const character = String.fromCodePoint(codePoint);
    const replacement = replacementAt(text, position)?.text;
    forcing.push({ position, codePoint, character, ...(replacement !== undefined && { replacement }) });
    position += character.length - 1;
  }
  return forcing;
};
