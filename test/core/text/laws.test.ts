import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, type TextAnalysis } from '../../../core/text/analyse.ts';
import { countSegments } from '../../../core/text/count-segments.ts';
import { decodeUserData } from '../../../core/text/user-data.ts';
import { nationalText } from '../../support/national-texts.ts';
import { obviousCount } from '../../support/obvious-count.ts';
import { anyText, gsmText } from '../../support/texts.ts';

const text = fc.oneof(anyText, gsmText);
const anyOrNational = fc.oneof(text, nationalText);
const bits = fc.constantFrom<8 | 16>(8, 16);
const options = fc.record({
  encoding: fc.constantFrom<'auto' | 'gsm7' | 'ucs2'>('auto', 'gsm7', 'ucs2'),
  smartEncoding: fc.boolean(),
  concatenationReference: bits,
  nationalTables: fc.boolean(),
});
const runs = { numRuns: 10_000 };

const capacities = { gsm7: { 8: 153, 16: 152, single: 160 }, ucs2: { 8: 67, 16: 66, single: 70 } };

const sizes = ({ segments }: TextAnalysis): readonly number[] =>
  segments.map(({ septets, codeUnits }) => septets ?? codeUnits ?? 0);

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

describe('for every text', () => {
  it('joins the segments back into the text that is sent', () => {
    fc.assert(
      fc.property(text, options, (given, chosen) => {
        const analysis = analyse(given, chosen);
        fc.pre(!analysis.problem);
        expect(analysis.segments.map((segment) => segment.text).join('')).toBe(analysis.text);
        if (!analysis.smartEncoded) expect(analysis.text).toBe(given.toWellFormed());
      }),
      runs,
    );
  });

  it('puts no more into a segment than it holds', () => {
    fc.assert(
      fc.property(text, bits, (given, concatenationReference) => {
        const analysis = analyse(given, { concatenationReference });
        const { [concatenationReference]: concatenated, single } = capacities[analysis.encoding];
        const capacity = analysis.segmentCount === 1 ? single : concatenated;
        expect(Math.max(...sizes(analysis))).toBeLessThanOrEqual(capacity);
      }),
      runs,
    );
  });

  it('counts as few segments as any way to cut the text', () => {
    fc.assert(
      fc.property(text, bits, (given, concatenationReference) => {
        const { encoding, segmentCount } = countSegments(given, { concatenationReference });
        expect(segmentCount).toBe(obviousCount(given.toWellFormed(), encoding, concatenationReference));
      }),
      runs,
    );
  });

  it('splits no surrogate pair, and no cluster that a segment can hold', () => {
    fc.assert(
      fc.property(anyText, (given) => {
        const analysis = analyse(given);
        const whole = clusters.segment(analysis.text);
        let border = 0;
        for (const { text } of analysis.segments) {
          expect(text.isWellFormed()).toBe(true);
          border += text.length;
          const cut = whole.containing(border);
          if (cut && cut.index < border) expect(cut.segment.length).toBeGreaterThan(67);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('decodes what it encodes', () => {
    fc.assert(
      fc.property(anyOrNational, options, fc.nat(0xffff), (given, chosen, reference) => {
        const analysis = analyse(given, { ...chosen, octets: true, reference });
        fc.pre(!analysis.problem);
        const decoded = analysis.segments.flatMap(({ userData }) =>
          userData ? [decodeUserData(userData, analysis.encoding)] : [],
        );
        expect(decoded.map((segment) => segment.text).join('')).toBe(analysis.text);
        expect(decoded.map(({ concatenation }) => concatenation)).toEqual(
          analysis.segments.map(({ concatenation }) => concatenation),
        );
        for (const { shift } of decoded) expect(shift).toEqual(analysis.shift);
      }),
      runs,
    );
  });

  it('fits the octets of every segment into a short message', () => {
    fc.assert(
      fc.property(anyOrNational, options, (given, chosen) => {
        for (const { userData } of analyse(given, { ...chosen, octets: true }).segments)
          expect(userData?.octets.length).toBeLessThanOrEqual(140);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never counts less when a character is appended, but for a cluster that outgrows a segment', () => {
    fc.assert(
      fc.property(text, fc.oneof(anyText, gsmText), (given, more) => {
        const [character = 'a'] = more;
        const longer = given + character;
        const last = [...clusters.segment(longer.toWellFormed())].at(-1)?.segment ?? '';
        fc.pre(last.length <= 67);
        expect(countSegments(longer).segmentCount).toBeGreaterThanOrEqual(countSegments(given).segmentCount);
      }),
      runs,
    );
  });

  it('counts the same fast as in full', () => {
    fc.assert(
      fc.property(anyOrNational, options, (given, chosen) => {
        const { encoding, segmentCount, problem } = analyse(given, chosen);
        expect(countSegments(given, chosen)).toEqual({ encoding, segmentCount, ...(problem && { problem }) });
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws on octets that nobody encoded', () => {
    const octets = fc.uint8Array({ maxLength: 160 });
    fc.assert(
      fc.property(octets, fc.nat(255), fc.boolean(), (data, userDataLength, hasHeader) => {
        for (const encoding of ['gsm7', 'ucs2'] as const) {
          const { text } = decodeUserData({ octets: data, userDataLength, hasHeader }, encoding);
          expect(text.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
