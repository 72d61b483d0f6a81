import * as z from 'zod';

/** What a whole text asks for: no more texts, texts again, or help. */
export const Keyword = z.enum(['stop', 'start', 'help']).meta({
  id: 'Keyword',
  description: 'What the text asks for, if it is a keyword: no more texts, texts again, or help.',
});
export type Keyword = z.infer<typeof Keyword>;

/** What carriers and regulators of the United States ask to be honoured, in capitals. */
const stopWords = [
  'STOP',
  'STOPALL',
  'STOP ALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'OPTOUT',
  'OPT-OUT',
  'OPT OUT',
  'REVOKE',
  'REMOVE',
];
const startWords = ['START', 'UNSTOP'];
const helpWords = ['HELP', 'INFO'];

/** Words of other languages beside the common ones. */
export type MoreWords = { readonly stopWords: readonly string[]; readonly startWords: readonly string[] };

/** As it is compared: full-width letters made plain, spaces, quotes and punctuation around it gone, in capitals. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/^[\p{P}\p{Z}\p{C}]+|[\p{P}\p{Z}\p{C}]+$/gu, '')
    .replace(/\s+/g, ' ')
    .toUpperCase();

/** The keyword that a text is. One word among others is none: "please stop by" asks for nothing. */
export const keywordOf = (
  text: string,
  more: MoreWords = { stopWords: [], startWords: [] },
): Keyword | undefined => {
  const word = plain(text);
  const isOneOf = (...lists: readonly (readonly string[])[]): boolean =>
    lists.flat().some((known) => plain(known) === word);
  if (word === '') return undefined;
  if (isOneOf(stopWords, more.stopWords)) return 'stop';
  if (isOneOf(startWords, more.startWords)) return 'start';
  return isOneOf(helpWords) ? 'help' : undefined;
};
