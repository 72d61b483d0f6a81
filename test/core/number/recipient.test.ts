import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberProblems } from '../../../core/number/number-problem.ts';
import { parseRecipient, type RecipientOptions } from '../../../core/number/recipient.ts';

const e164Of = (input: string, options?: RecipientOptions): string => {
  const parsed = parseRecipient(input, options);
  return parsed.ok ? parsed.recipient.e164 : parsed.problem.code;
};

describe('parseRecipient', () => {
  it.each([
    ['E.164', '+447911123456', '+447911123456'],
    ['spaces, hyphens, brackets and dots', '+1 (415) 555-26.71', '+14155552671'],
    ['non-breaking spaces and dashes', '+49\u00a0151\u202f2345\u20136789', '+4915123456789'],
    ['a 00 prefix', '0044 7911 123456', '+447911123456'],
    ['full-width digits', '＋４４ ７９１１ １２３４５６', '+447911123456'],
    ['Arabic-Indic digits', '+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧', '+966501234567'],
    ['Persian digits', '+۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹', '+989123456789'],
    ['bidi marks from a contact card', '\u202a+44 7911 123456\u202c', '+447911123456'],
  ])('reads a number with %s', (_, input, e164) => {
    expect(e164Of(input)).toBe(e164);
  });

  it.each([
    ['07911 123456', 'GB', '+447911123456'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['0151 23456789', 'DE', '+4915123456789'],
    ['347 123 4567', 'IT', '+393471234567'],
    ['+33 6 12 34 56 78', 'DE', '+33612345678'],
  ])('reads %s in %s', (input, defaultCountry, e164) => {
    expect(e164Of(input, { defaultCountry })).toBe(e164);
  });

  it.each([
    ['+447400123456', { country: 'GB', type: 'mobile' }],
    ['+447781123456', { country: 'GG', type: 'mobile' }],
    ['+14155552671', { country: 'US', type: 'fixedLineOrMobile' }],
    ['+18005551234', { country: 'US', type: 'tollFree' }],
    ['+77012345678', { country: 'KZ', type: 'mobile' }],
    ['+870773111632', { country: '870', type: 'mobile' }],
    ['+882161234567', { country: '882', type: 'voip' }],
  ])('knows country and type of %s', (e164, expected) => {
    expect(parseRecipient(e164)).toEqual({ ok: true, recipient: { e164, ...expected } });
  });

  it('takes every test number that regulators and carriers keep free', () => {
    const drama = Array.from({ length: 1000 }, (_, i) => `+447700900${String(i).padStart(3, '0')}`);
    const carrier = Array.from({ length: 10 }, (_, i) => `+1500555000${i}`);
    const fiction = Array.from({ length: 100 }, (_, i) => `+120255501${String(i).padStart(2, '0')}`);
    const parsed = [...drama, ...carrier, ...fiction].map((number) => [number, e164Of(number)]);
    expect(parsed.filter(([number, e164]) => number !== e164)).toEqual([]);
    expect(parseRecipient('+447700900123')).toMatchObject({ recipient: { country: 'GB', type: 'unknown' } });
  });

  it.each([
    ['', 'empty'],
    [' \u200e ', 'empty'],
    ['07911 123456', 'needs_country'],
    ['+1 800 FLOWERS', 'has_letters'],
    ['call me', 'has_letters'],
    ['+14155552671 ext. 4', 'has_extension'],
    ['+14155552671x4', 'has_extension'],
    ['+14155552671;ext=4', 'has_extension'],
    ['+14155552671,,4', 'has_extension'],
    ['+44+7911123456', 'invalid_characters'],
    ['+44 7911 1234*6', 'invalid_characters'],
    ['👍', 'invalid_characters'],
    ['+999123456789', 'unknown_country_code'],
    ['+0123456789', 'unknown_country_code'],
    ['+41', 'too_short'],
    ['+1415555267', 'too_short'],
    ['+', 'invalid_characters'],
    ['+8100101000010000', 'too_long'],
    ['+14155552671999', 'too_long'],
    ['+521 55 1234 5678', 'too_long'],
    ['1'.repeat(65), 'input_too_long'],
  ])('refuses "%s" as %s', (input, code) => {
    expect(e164Of(input)).toBe(code);
  });

  it('refuses a default country that is none', () => {
    for (const defaultCountry of ['XX', 'gb', '', '__proto__', '44'])
      expect(e164Of('07911123456', { defaultCountry })).toBe('unknown_default_country');
  });

  it('refuses a fixed line unless configured otherwise', () => {
    expect(e164Of('+442079460000')).toBe('fixed_line');
    expect(e164Of('+442079460000', { allowFixedLine: true })).toBe('+442079460000');
  });

  it.each(['+979123456789', '+80012345678', '+448081570000'])('refuses the service number %s', (input) => {
    expect(e164Of(input, { allowFixedLine: true })).toBe('not_textable');
  });

  it('refuses hostile input without parsing it', () => {
    for (const hostile of ['0'.repeat(1e6), '+'.repeat(1e6), ' '.repeat(1e6), '1 x'.repeat(1e6)])
      expect(e164Of(hostile, { defaultCountry: 'US' })).toBe('input_too_long');
  });

  it('never throws, and gives E.164 or a sentence without a digit of the number', () => {
    const piece = fc.oneof(
      fc.constantFrom('+', '00', '1', '44', '７', '٣', ' ', '-', 'x', 'ext', '#', ',', '\u200f', '(', ')'),
      fc.string({ unit: 'binary', maxLength: 2 }),
      fc.nat(99_999).map(String),
    );
    const input = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(input, fc.constantFrom(undefined, 'US', 'GB', 'IT', 'AR'), (text, defaultCountry) => {
        const parsed = parseRecipient(text, defaultCountry === undefined ? {} : { defaultCountry });
        if (parsed.ok) expect(parsed.recipient.e164).toMatch(/^\+[1-9]\d{3,14}$/);
        else expect(parsed.problem.message).toBe(numberProblems[parsed.problem.code]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('says nothing about the number in its sentences', () => {
    for (const sentence of Object.values(numberProblems)) expect(sentence).not.toMatch(/\d{3}/);
  });
});
