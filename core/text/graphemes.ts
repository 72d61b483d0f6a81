// Unicode's UAX #29, kept by the engine we run on. Any locale gives the same clusters; naming one keeps it so.
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Blocks whose characters never join a neighbour of these blocks into a cluster, except CR LF: no combining mark, no
 * joiner, no modifier, no flag letter, no prepended mark, no conjunct, no conjoining jamo. A shortcut, and no more: the
 * tests hold it against UAX #29.
 */
const plainBlocks: readonly (readonly [first: number, last: number])[] = [
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

const isPlain = (codePoint: number): boolean => {
  for (const [first, last] of plainBlocks) if (codePoint <= last) return codePoint >= first;
  return false;
};

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

const codePointBefore = (text: string, index: number): number => {
  const unit = text.charCodeAt(index - 1);
  return isLowSurrogate(unit) ? (text.codePointAt(index - 2) ?? unit) : unit;
};

/** Whether the characters on both sides of `index` surely stand in different clusters. False: ask the segmenter. */
export const surelyApart = (text: string, index: number): boolean => {
  const left = codePointBefore(text, index);
  const right = text.codePointAt(index) ?? 0;
  return isPlain(left) && isPlain(right) && !(left === 0x0d && right === 0x0a);
};

/** Segments a stretch of the text alone. A lone surrogate counts as the U+FFFD that is sent for it. */
const near = (text: string, from: number, to: number): Intl.Segments =>
  segmenter.segment(text.slice(from, to).toWellFormed());

/** Where the cluster that holds `index` begins. `from` is a cluster boundary at or before it, best a near one. */
export const clusterStart = (text: string, from: number, index: number): number =>
  // Whether clusters part before `index` hangs on nothing behind the character there (UAX #29 looks one ahead).
  from + (near(text, from, index + 2).containing(index - from)?.index ?? 0);

/** Where the cluster that begins at `start` ends. Looks at no more than four times its length. */
export const clusterEnd = (text: string, start: number): number => {
  for (let window = 64; ; window *= 2) {
    const length = near(text, start, start + window).containing(0)?.segment.length ?? 0;
    // One less than the window, for the window may cut a surrogate pair.
    if (length < window - 1 || start + window >= text.length) return start + length;
  }
};
