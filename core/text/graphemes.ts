// Unicode's UAX #29, kept by the engine we run on. Any locale gives the same clusters; naming one keeps it so.
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

type Blocks = readonly (readonly [first: number, last: number])[];

/**
 * Blocks whose characters never join a neighbour of these blocks into a cluster, except CR LF: no combining mark, no
 * joiner, no modifier, no flag letter, no prepended mark, no conjunct, no conjoining jamo. A shortcut, and no more: the
 * tests hold it against UAX #29.
 */
const plainBlocks: Blocks = [
  [0x0000, 0x02ff], // Latin
  [0x0370, 0x0482], // Greek, Cyrillic
  [0x048a, 0x058f], // Cyrillic, Armenian
  [0x05d0, 0x05ea], // Hebrew letters
  [0x0620, 0x064a], // Arabic letters
  [0x0e01, 0x0e30], // Thai consonants
  [0x1e00, 0x1fff], // Latin, Greek
  [0x2010, 0x2027], // punctuation
  [0x20a0, 0x20bf], // currencies
  [0x2190, 0x27bf], // arrows, signs, dingbats
  [0x3000, 0x3029], // CJK punctuation
  [0x3041, 0x3096], // Hiragana
  [0x30a1, 0x30fe], // Katakana
  [0x4e00, 0x9fff], // Han
  [0xac00, 0xd7a3], // Hangul syllables
  [0xff01, 0xff60], // full-width forms
  [0x1f000, 0x1f1e5], // emoji before the flag letters
  [0x1f200, 0x1f3fa], // emoji before the skin tones
  [0x1f400, 0x1faff], // emoji
];

/** Blocks whose characters may join what stands before them, and never a plain character behind them. */
const trailingBlocks: Blocks = [
  [0x0300, 0x036f], // combining marks
  [0x0900, 0x0d4d], // Devanagari to Malayalam
  [0x0e31, 0x0e4e], // Thai vowels and tones
  [0xfe00, 0xfe0f], // variation selectors
  [0x1f1e6, 0x1f1ff], // flag letters
  [0x1f3fb, 0x1f3ff], // skin tones
];

const isIn = (blocks: Blocks, codePoint: number): boolean => {
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i];
    if (block && codePoint <= block[1]) return codePoint >= block[0];
  }
  return false;
};

const codePointBefore = (text: string, index: number): number => {
  const pair = text.codePointAt(index - 2) ?? 0;
  return pair > 0xffff ? pair : text.charCodeAt(index - 1);
};

/** Whether the characters on both sides of `index` surely stand in different clusters. False: ask the segmenter. */
export const surelyApart = (text: string, index: number): boolean => {
  const left = codePointBefore(text, index);
  const right = text.codePointAt(index) ?? 0;
  if (left === 0x0d && right === 0x0a) return false;
  return isIn(plainBlocks, right) && (isIn(plainBlocks, left) || isIn(trailingBlocks, left));
};

export type Cluster = { readonly start: number; readonly end: number };

/**
 * The cluster that holds the character at `index`. `from` is a cluster boundary at or before it. Looks only at the
 * stretch around: what lies before a boundary or behind the next one has no say in UAX #29. A lone surrogate counts as
 * the U+FFFD that is sent for it.
 */
export const clusterAt = (text: string, from: number, index: number): Cluster => {
  let start = index;
  while (start > from && !surelyApart(text, start)) start--;
  for (let ahead = 16; ; ahead *= 2) {
    const near = segmenter.segment(text.slice(start, index + ahead).toWellFormed());
    const cluster = near.containing(index - start) ?? { index: 0, segment: '' };
    const end = start + cluster.index + cluster.segment.length;
    // Not up to the end of the stretch, or that may have cut the cluster or a surrogate pair.
    if (end < index + ahead - 1 || index + ahead >= text.length) return { start: start + cluster.index, end };
  }
};
