import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterAt, surelyApart } from '../../../core/text/graphemes.ts';
import { anyText } from '../../support/texts.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const parts = (text: string, index: number): boolean =>
  segmenter.segment(text).containing(index)?.index === index;

const allCharacters: readonly string[] = Array.from({ length: 0x20000 }, (_, codePoint) => codePoint)
  .filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff)
  .map((codePoint) => String.fromCodePoint(codePoint));

const plainCharacters = allCharacters.filter((character) => surelyApart(`a${character}`, 1));

describe('the shortcut past the segmenter', () => {
  it('covers most of what people write', () => {
    for (const character of 'aéßжλя你好あア한אש🎉1€') expect(plainCharacters).toContain(character);
  });

  it('agrees with UAX #29 before and after every character that it calls plain', () => {
    const neighbours = [
      'a',
      '©',
      '한',
      '中',
      '🎉',
      '☎',
      '\n',
      '🇩',
      '🏽',
      '\ufe0f',
      '\u0301',
      'क',
      '\u094d',
      'ำ',
    ];
    const pairs = plainCharacters.flatMap((plain) =>
      neighbours.flatMap((other) => [other + plain, plain + other]),
    );
    const wrong = pairs.filter((pair) => {
      const border = (pair.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
      return surelyApart(pair, border) && !parts(pair, border);
    });
    expect(wrong).toEqual([]);
  });

  it('agrees with UAX #29 between any character and a plain one behind it', () => {
    const wrong = allCharacters.filter(
      (left) => surelyApart(`${left}a`, left.length) && !parts(`${left}a`, left.length),
    );
    expect(wrong).toEqual([]);
  });

  it('agrees with UAX #29 wherever it decides', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (given, some) => {
        const text = given.toWellFormed();
        fc.pre(text.length > 1);
        const at = 1 + (some % (text.length - 1));
        if (surelyApart(text, at)) expect(parts(text, at)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('leaves CR LF to the segmenter', () => {
    expect(surelyApart('\r\n', 1)).toBe(false);
  });
});

describe('clusters', () => {
  it('found from a stretch of the text are those of the whole text', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (given, some, other) => {
        const text = given.toWellFormed();
        fc.pre(text.length > 0);
        const whole = segmenter.segment(text);
        const { index: from = 0 } = whole.containing(Math.min(some, other) % text.length) ?? {};
        const at = from + (Math.max(some, other) % (text.length - from));
        const { index: start = 0, segment = '' } = whole.containing(at) ?? {};
        expect(clusterAt(text, from, at)).toEqual({ start, end: start + segment.length });
      }),
      { numRuns: 5_000 },
    );
  });
});
