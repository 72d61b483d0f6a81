import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../core/text/analyse.ts';
import { layOutSeptets } from '../../../core/text/layout.ts';
import { costsUnder } from '../../../core/text/septet-costs.ts';
import { lockingTable, shiftIdentifiers, singleTable } from '../../../core/text/shift.ts';
import { nationalLanguages } from '../../../core/text/tables/national-languages.ts';
import { headerOctets } from '../../../core/text/user-data-header.ts';
import { nationalText } from '../../support/national-texts.ts';

const national = { nationalTables: true };

describe('national language tables', () => {
  it.each([
    ['Turkish by single shift', 'Doğum gününüz kutlu olsun, çiçeğiniz yolda', { locking: 0, single: 1 }],
    ['Spanish', 'Él llegó aquí; su código está listo', { locking: 0, single: 2 }],
    ['Portuguese', 'Sua confirmação não está pronta', { locking: 0, single: 3 }],
    ['Hindi by locking shift', 'आपका कोड तैयार है'.repeat(12), { locking: 6, single: 0 }],
    ['Urdu', 'آپ کا کوڈ تیار ہے'.repeat(12), { locking: 13, single: 0 }],
  ])('choose %s', (_, text, shift) => {
    expect(analyse(text, national)).toMatchObject({ encoding: 'gsm7', shift, forcing: [] });
  });

  it('are not used unless asked for, since only SMPP carries them', () => {
    expect(analyse('Doğum gününüz')).toMatchObject({ encoding: 'ucs2' });
  });

  it('leave the default alphabet where it takes no more segments', () => {
    expect(analyse('Your code is 1234', national)).toMatchObject({ shift: { locking: 0, single: 0 } });
  });

  it('take a longer header only where that saves a segment', () => {
    // Turkish has the euro sign in its locking table: one septet each instead of two.
    expect(analyse('€'.repeat(80), national)).toMatchObject({ segmentCount: 1, shift: { locking: 0 } });
    expect(analyse('€'.repeat(81), national)).toMatchObject({ segmentCount: 1, shift: { locking: 1 } });
  });

  it.each([
    ['one table, up to 155 septets', '१'.repeat(77), [154]],
    ['one table and a reference, up to 149', '१'.repeat(78), [148, 8]],
    ['two tables, up to 152', `${'आ'.repeat(150)}Í`, [152]],
    ['two tables and a reference, up to 146', `${'आ'.repeat(151)}Í`, [146, 7]],
  ])('leave room for the header of %s', (_, text, expected) => {
    expect(analyse(text, national).segments.map(({ septets }) => septets)).toEqual(expected);
  });

  it('are the pair that takes the fewest segments, then the shortest header, of all that have the characters', () => {
    const pairs = shiftIdentifiers.flatMap((locking) =>
      shiftIdentifiers.map((single) => ({ locking, single })),
    );
    const lawful = pairs.filter(({ locking }) => lockingTable(locking));
    fc.assert(
      fc.property(nationalText, (text) => {
        const ranks = lawful.flatMap((shift) => {
          const costs = [...text].map((character) => costsUnder(shift)[character.charCodeAt(0)] ?? 0);
          if (costs.includes(0)) return [];
          const septets = costs.reduce((sum, cost) => sum + cost, 0);
          return [layOutSeptets(text, septets, shift, 8).length * 100 + headerOctets(shift)];
        });
        const { segmentCount, shift } = analyse(text, national);
        expect(segmentCount * 100 + headerOctets(shift)).toBe(Math.min(...ranks));
      }),
      { numRuns: 200 },
    );
  });

  it('give way to UCS-2 where no pair has all characters', () => {
    const analysis = analyse('Doğum günü 🎂', national);
    expect(analysis).toMatchObject({ encoding: 'ucs2' });
    expect(analysis.forcing.map(({ character }) => character)).toEqual(['ğ', '🎂']);
  });

  it.each(nationalLanguages)(
    'of $name fit into septets, and leave space, line breaks and escape in their places',
    (language) => {
      const locking = lockingTable(language.identifier)?.characters;
      for (const [septet] of [...(locking ?? []), ...(singleTable(language.identifier)?.characters ?? [])])
        expect(septet).toBeLessThan(128);
      if (!locking) return;
      expect([locking.get(0x0a), locking.get(0x0d), locking.get(0x20), locking.get(0x1b)]).toEqual([
        '\n',
        '\r',
        ' ',
        undefined,
      ]);
    },
  );

  it('are 13, of which Spanish alone has no locking shift', () => {
    expect(shiftIdentifiers).toHaveLength(14);
    expect(shiftIdentifiers.filter((identifier) => !lockingTable(identifier))).toEqual([2]);
  });
});
