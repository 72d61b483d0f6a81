import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSender } from '../../../core/number/sender.ts';
import { senderRules, senderRulesReadOn } from '../../../core/number/sender-rules.ts';

const read = (input: string, country: string): string => {
  const parsed = parseSender(input, country);
  return parsed.ok ? `${parsed.sender.kind} ${parsed.sender.value}` : parsed.problem.code;
};

describe('parseSender', () => {
  it.each([
    ['Fernway', 'GB', 'alphanumeric Fernway'],
    ['Café Noël', 'GB', 'not_gsm7'],
    ['Müller & Co', 'DE', 'alphanumeric Müller & Co'],
    [' 3Rivers ', 'SE', 'alphanumeric 3Rivers'],
    ['ABCDEFGHIJK', 'FR', 'alphanumeric ABCDEFGHIJK'],
    ['ABCDEFGHIJKL', 'FR', 'name_too_long'],
    ['Bank€€€€', 'FR', 'name_too_long'],
    ['Two\nLines', 'FR', 'not_gsm7'],
    ['Fernway', 'US', 'no_names'],
    ['Fernway', 'CA', 'no_names'],
    ['Fernway', 'CN', 'no_names'],
    ['60777', 'GB', 'shortCode 60777'],
    ['123', 'SE', 'shortCode 123'],
    ['123', 'US', 'short_code_length'],
    ['24273', 'US', 'shortCode 24273'],
    ['1234567', 'US', 'short_code_length'],
    ['+14155552671', 'US', 'longCode +14155552671'],
    ['(415) 555-2671', 'US', 'longCode +14155552671'],
    ['+18005551234', 'US', 'tollFree +18005551234'],
    ['+15005550006', 'US', 'longCode +15005550006'],
    ['+447700900001', 'DE', 'longCode +447700900001'],
    ['+447700900001', '870', 'longCode +447700900001'],
    ['', 'GB', 'empty'],
    ['***', 'GB', 'not_a_sender'],
    ['+12', 'US', 'not_a_sender'],
    ['123456789012345678', 'US', 'not_a_sender'],
  ])('reads "%s" for %s as %s', (input, country, expected) => {
    expect(read(input, country)).toBe(expected);
  });

  it('never throws, whatever sender and country', () => {
    const string = fc.string({ unit: 'binary', maxLength: 80 });
    fc.assert(
      fc.property(string, string, (input, country) => void parseSender(input, country)),
      { numRuns: 5_000 },
    );
    expect(read('Fernway', '__proto__')).toBe('alphanumeric Fernway');
    expect(read('60777', 'constructor')).toBe('shortCode 60777');
  });

  it('has a date and a source for every country rule', () => {
    expect(senderRulesReadOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const [country, { source }] of Object.entries(senderRules)) {
      expect(country).toMatch(/^[A-Z]{2}$/);
      expect(source).toMatch(/^https:/);
    }
  });
});
