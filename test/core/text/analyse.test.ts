import { describe, expect, it } from 'vitest';
import { type AnalyseOptions, analyse } from '../../../core/text/analyse.ts';

const sizes = (text: string, options: AnalyseOptions = {}): readonly (number | undefined)[] =>
  analyse(text, options).segments.map(({ septets, codeUnits }) => septets ?? codeUnits);

describe('analyse', () => {
  it.each([
    ['160 GSM-7 characters', 'a'.repeat(160), [160]],
    ['161 GSM-7 characters', 'a'.repeat(161), [153, 8]],
    ['80 euro signs', '€'.repeat(80), [160]],
    ['153 euro signs', '€'.repeat(153), [152, 152, 2]],
    ['70 UCS-2 code units', 'ж'.repeat(70), [70]],
    ['71 UCS-2 code units', 'ж'.repeat(71), [67, 4]],
    ['66 emoji', '😀'.repeat(66), [66, 66]],
    ['a CR LF on the border', `${'a'.repeat(152)}\r\n${'b'.repeat(10)}`, [152, 12]],
    ['a flag on the border', `${'ж'.repeat(65)}🇩🇪${'ж'.repeat(10)}`, [65, 14]],
    ['a family on the border', `${'ж'.repeat(60)}👨‍👩‍👧‍👦${'ж'.repeat(10)}`, [60, 21]],
    ['a cluster larger than a segment', `ж${'\u0301'.repeat(99)}`, [67, 33]],
    ['no character', '', [0]],
  ])('cuts %s into segments of the right sizes', (_, text, expected) => {
    expect(sizes(text)).toEqual(expected);
  });

  it('leaves room for a 16-bit reference', () => {
    expect(sizes('a'.repeat(161), { concatenationReference: 16 })).toEqual([152, 9]);
    expect(sizes('ж'.repeat(71), { concatenationReference: 16 })).toEqual([66, 5]);
  });

  it('numbers the segments of one text under one reference', () => {
    const { segments } = analyse('a'.repeat(307), { reference: 66 });
    expect(segments.map(({ concatenation }) => concatenation)).toEqual([
      { reference: 66, total: 3, sequence: 1 },
      { reference: 66, total: 3, sequence: 2 },
      { reference: 66, total: 3, sequence: 3 },
    ]);
  });

  it('gives a single segment no concatenation', () => {
    expect(analyse('Hi', { octets: true }).segments).toEqual([
      {
        text: 'Hi',
        septets: 2,
        userData: { octets: Uint8Array.of(0xc8, 0x34), userDataLength: 2, hasHeader: false },
      },
    ]);
  });

  it('takes 255 segments and calls 256 too long, with the count', () => {
    expect(analyse('a'.repeat(39_015))).toMatchObject({ segmentCount: 255 });
    expect(analyse('a'.repeat(39_015)).problem).toBeUndefined();
    expect(analyse('a'.repeat(39_016))).toMatchObject({
      segmentCount: 256,
      segments: [],
      problem: 'too_long',
    });
  });

  it('names each character that forces UCS-2, where it stands and what GSM-7 has for it', () => {
    expect(analyse('Hi “Zoë” 🎉').forcing).toEqual([
      { position: 3, codePoint: 0x201c, character: '“', replacement: '"' },
      { position: 6, codePoint: 0xeb, character: 'ë' },
      { position: 7, codePoint: 0x201d, character: '”', replacement: '"' },
      { position: 9, codePoint: 0x1f389, character: '🎉' },
    ]);
  });

  it('refuses GSM-7 for a text with other characters and names them', () => {
    const refusal = analyse('Zoë', { encoding: 'gsm7' });
    expect(refusal).toMatchObject({ problem: 'not_gsm7', segments: [], segmentCount: 0 });
    expect(refusal.forcing.map(({ character }) => character)).toEqual(['ë']);
  });

  it('sends plain text as UCS-2 when asked to', () => {
    expect(analyse('a'.repeat(71), { encoding: 'ucs2' })).toMatchObject({
      encoding: 'ucs2',
      segmentCount: 2,
    });
  });

  it('replaces lone surrogates by U+FFFD and says where', () => {
    const analysis = analyse('a\ud83d b\udc4d 👍');
    expect(analysis.text).toBe('a\ufffd b\ufffd 👍');
    expect(analysis.loneSurrogates).toEqual([1, 4]);
  });

  it.each([
    ['NUL', '\0'],
    ['the escape', '\x1b'],
    ['a tabulator', '\t'],
    ['the small ç', 'ç'],
    ['a backtick', '`'],
  ])('needs UCS-2 for %s, which GSM-7 does not have', (_, character) => {
    expect(analyse(`code ${character} 1`)).toMatchObject({ encoding: 'ucs2', forcing: [{ position: 5 }] });
  });

  it.each([
    ['form feed', '\f', 2],
    ['carriage return and line feed', '\r\n', 2],
    ['a line feed', '\n', 1],
    ['the capital Ç', 'Ç', 1],
  ])('sends %s in GSM-7', (_, character, septets) => {
    expect(analyse(character)).toMatchObject({ encoding: 'gsm7', segments: [{ septets }] });
  });
});
