import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countSegments, type SegmentCount } from '../../../core/text/count-segments.ts';
import { corpus } from '../../corpus/corpus.ts';
import { otherLibraries } from '../../support/other-libraries.ts';

const page = readFileSync(new URL('../../../docs/text-disagreements.md', import.meta.url), 'utf8');

const cells = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const explained = page
  .split('\n')
  .filter((line) => /^\| (sms|split)-/.test(line))
  .map(cells);

const inWords = ({ encoding, segmentCount }: SegmentCount): string => `${segmentCount} ${encoding}`;

const disagreements = corpus.flatMap(({ name, text }) =>
  Object.entries(otherLibraries).flatMap(([library, count]) => {
    const [ours, theirs] = [inWords(countSegments(text)), inWords(count(text))];
    return ours === theirs ? [] : [[library, name, ours, theirs]];
  }),
);

describe('on the corpus', () => {
  it('is compared with four other libraries over 500 texts and more in 30 languages and more', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(500);
    expect(new Set(corpus.map(({ name }) => name.split('/')[0])).size).toBeGreaterThan(30);
    expect(Object.keys(otherLibraries)).toHaveLength(4);
  });

  it('disagrees with another library only where docs/text-disagreements.md explains it, and everywhere there', () => {
    expect(disagreements.toSorted()).toEqual(explained.map((row) => row.slice(0, 4)).toSorted());
  });

  it('gives a clause for every disagreement', () => {
    for (const row of explained) expect(row[4]).toMatch(/3GPP TS 23\.0(38|40) §|UAX #29 §/);
  });
});
