import { describe, expect, it } from 'vitest';
import { analyse } from '../../../core/text/analyse.ts';
import { countSeptets } from '../../../core/text/septet-costs.ts';
import { smartEncode } from '../../../core/text/smart-encoding.ts';
import { smartReplacements } from '../../../core/text/tables/smart-replacements.ts';

const smart = { smartEncoding: true };

describe('smart encoding', () => {
  it('replaces typographic characters and sends GSM-7', () => {
    expect(analyse('“It’s here” — 5 € …', smart)).toMatchObject({
      text: '"It\'s here" - 5 € ...',
      encoding: 'gsm7',
      smartEncoded: true,
    });
  });

  it('sends the original text if one character still forces UCS-2', () => {
    expect(analyse('“It’s here” 🎉', smart)).toMatchObject({
      text: '“It’s here” 🎉',
      encoding: 'ucs2',
      smartEncoded: false,
    });
  });

  it('leaves a text alone that is GSM-7 as it is', () => {
    expect(analyse('It is {here}', smart)).toMatchObject({
      text: 'It is {here}',
      smartEncoded: false,
      forcing: [],
    });
  });

  it('says what it would save, even when it is off', () => {
    const analysis = analyse(`“${'a'.repeat(98)}”`);
    expect(analysis).toMatchObject({ encoding: 'ucs2', segmentCount: 2, smart: { segmentCount: 1 } });
  });

  it('offers nothing where it cannot help', () => {
    expect(analyse('“Привет”').smart).toBeUndefined();
  });

  it('writes a letter and its combining accent as the one letter of the alphabet', () => {
    expect(smartEncode('cafe\u0301 man\u0303ana')).toBe('café mañana');
    expect(analyse('cafe\u0301').forcing).toEqual([
      { position: 4, codePoint: 0x301, character: '\u0301', replacement: 'é' },
    ]);
  });

  it('writes characters that are others by definition as those', () => {
    expect(smartEncode('300 \u212a, 5 \u2126')).toBe('300 K, 5 Ω');
  });

  it('drops invisible characters, but never the whole text', () => {
    expect(smartEncode('a\u200bb\u0000c\ufeff')).toBe('abc');
    expect(smartEncode('\u200b')).toBeUndefined();
  });

  it('still refuses GSM-7 for what it cannot replace', () => {
    expect(analyse('“Zoë”', { encoding: 'gsm7', smartEncoding: true })).toMatchObject({
      problem: 'not_gsm7',
    });
    expect(analyse('“Zoe”', { encoding: 'gsm7', smartEncoding: true })).toMatchObject({ text: '"Zoe"' });
  });

  it('leaves a text alone that is asked to go as UCS-2', () => {
    expect(analyse('“Hi”', { encoding: 'ucs2', smartEncoding: true })).toMatchObject({ text: '“Hi”' });
  });

  it('replaces only what GSM-7 lacks, and only by what it has', () => {
    for (const [unit, replacement] of smartReplacements) {
      expect(countSeptets(String.fromCharCode(unit)), unit.toString(16)).toBeUndefined();
      expect(countSeptets(replacement), unit.toString(16)).toBeDefined();
    }
  });
});
