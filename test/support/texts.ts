import fc from 'fast-check';
import { defaultAlphabet, defaultExtension } from '../../core/text/tables/default-alphabet.ts';

const gsmCharacters = [...defaultAlphabet.replace('\x1b', ''), ...defaultExtension.values()];

const awkward = [
  '\r\n',
  '\r',
  '\f',
  '\0',
  '\x1b',
  '\ud83d', // lone high surrogate
  '\udc4d', // lone low surrogate
  '\ufffd',
  'e\u0301',
  `z${'\u0300\u0321'.repeat(20)}`,
  `a${'\u0308'.repeat(80)}`, // a cluster larger than a segment
  `👩${'\u200d👩'.repeat(22)}`, // 68 code units
  `👩${'\u200d👩'.repeat(45)}`,
  '\u0301',
  '👨‍👩‍👧‍👦',
  '👍🏽',
  '\u200d',
  '\u{1f3fd}',
  '❤\ufe0f',
  '🇩🇪',
  '🇩',
  '1\ufe0f\u20e3',
  'क्षि', // a conjunct is one cluster
  'நி',
  '각', // Hangul from jamo
  '\u0600', // prepended to what follows
  '\u0e33',
  'ğışç',
];

const block = (first: number, last: number): fc.Arbitrary<string> =>
  fc.integer({ min: first, max: last }).map((codePoint) => String.fromCodePoint(codePoint));

/** Text of the default alphabet and its extension, escapes at every border. */
export const gsmText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...gsmCharacters) },
      { weight: 1, arbitrary: fc.constantFrom('€', '{', '\r\n', '\f') },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 160 }).map((count) => 'a'.repeat(count)) },
    ),
    { maxLength: 30, size: 'max' },
  )
  .map((pieces) => pieces.join(''));

/** Any text: all planes, lone surrogates, clusters of every kind, long runs that put them on a segment border. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...awkward) },
      { weight: 2, arbitrary: fc.constantFrom(...gsmCharacters) },
      { weight: 2, arbitrary: block(0x00, 0xffff) },
      { weight: 1, arbitrary: block(0x10000, 0x10ffff) },
      { weight: 1, arbitrary: block(0x1f1e6, 0x1f6ff) },
      { weight: 1, arbitrary: block(0x0900, 0x0dff) },
      { weight: 1, arbitrary: block(0x1100, 0x11ff) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 70 }).map((count) => 'ж'.repeat(count)) },
    ),
    { maxLength: 30, size: 'max' },
  )
  .map((pieces) => pieces.join(''));
