import fc from 'fast-check';
import { lockingTable, shiftIdentifiers, singleTable } from '../../core/text/shift.ts';

const charactersOf = (locking: number, single: number): readonly string[] => [
  ...(lockingTable(locking)?.characters.values() ?? []),
  ...(singleTable(single)?.characters.values() ?? []),
];

const identifier = fc.constantFrom(...shiftIdentifiers);

/** Text that one pair of national language tables can write. */
export const nationalText: fc.Arbitrary<string> = fc
  .tuple(identifier, identifier)
  .chain(([locking, single]) =>
    fc.array(fc.constantFrom(...charactersOf(locking, single)), {
      minLength: 1,
      maxLength: 400,
      size: 'max',
    }),
  )
  .map((characters) => characters.join(''));
