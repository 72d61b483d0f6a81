import type { Encoding } from '../../core/text/encoding.ts';
import { defaultExtension } from '../../core/text/tables/default-alphabet.ts';

const extension = new Set(defaultExtension.values());
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

const sizeOf = (text: string, encoding: Encoding): number =>
  encoding === 'ucs2' ? text.length : [...text].reduce((sum, c) => sum + (extension.has(c) ? 2 : 1), 0);

/** What must not be split: clusters that a segment can hold, and the code points of those that it cannot. */
const pieces = (text: string, encoding: Encoding, capacity: number): readonly string[] =>
  [...segmenter.segment(text)].flatMap(({ segment }) =>
    sizeOf(segment, encoding) <= capacity ? [segment] : [...segment],
  );

/** The fewest segments over all ways to cut a well-formed text between its pieces: slow, obvious, independent. */
export const obviousCount = (text: string, encoding: Encoding, referenceBits: 8 | 16): number => {
  const single = encoding === 'ucs2' ? 70 : 160;
  if (sizeOf(text, encoding) <= single) return 1;
  const capacity = { ucs2: { 8: 67, 16: 66 }, gsm7: { 8: 153, 16: 152 } }[encoding][referenceBits];
  const sizes = pieces(text, encoding, capacity).map((piece) => sizeOf(piece, encoding));
  const fewest = [0]; // fewest[i]: segments for the first i pieces
  for (let end = 1; end <= sizes.length; end++) {
    let best = Number.POSITIVE_INFINITY;
    let size = 0;
    for (let start = end - 1; start >= 0; start--) {
      size += sizes[start] ?? 0;
      if (size > capacity) break;
      best = Math.min(best, 1 + (fewest[start] ?? 0));
    }
    fewest.push(best);
  }
  return fewest.at(-1) ?? 0;
};
