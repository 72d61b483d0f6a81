import { countSegments } from '../../core/text/count-segments.ts';
import { corpus } from '../corpus/corpus.ts';

const emoji = /\p{Emoji_Presentation}/u;
const texts = corpus.map(({ text }) => text).filter((text) => text.length > 0);

/** Neighbours in the corpus, so texts of one language, sent as one. */
const joined = texts.map((text, i) => [text, ...texts.slice(i + 1, i + 3)].join('\n'));

const take = (candidates: readonly string[]): readonly string[] =>
  Array.from({ length: 250 }, (_, i) => candidates[i % candidates.length] ?? '');

const isShortGsm7 = (text: string): boolean => {
  const { encoding, segmentCount } = countSegments(text);
  return encoding === 'gsm7' && segmentCount === 1;
};
const isLongGsm7 = (text: string): boolean => {
  const { encoding, segmentCount } = countSegments(text);
  return encoding === 'gsm7' && segmentCount > 1;
};
const isUcs2 = (text: string): boolean => countSegments(text).encoding === 'ucs2' && !emoji.test(text);

/** 250 texts of each kind, from the corpus. */
export const benchTexts: Readonly<Record<string, readonly string[]>> = {
  'short GSM-7': take(texts.filter(isShortGsm7)),
  'long GSM-7': take(joined.filter(isLongGsm7)),
  'UCS-2': take([...texts, ...joined].filter(isUcs2)),
  emoji: take([...texts, ...joined].filter((text) => emoji.test(text))),
};
