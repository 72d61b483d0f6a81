import { defaultAlphabet, defaultExtension } from './tables/default-alphabet.ts';
import type { NationalLanguage } from './tables/national-language.ts';
import { nationalLanguages } from './tables/national-languages.ts';

/** Septet 0x1B: what follows is read in the single shift table. 3GPP TS 23.038 §6.2.1. */
export const escapeSeptet = 0x1b;

/** The two tables that a segment is read with, by national language identifier; 0 is the default one. */
export type Shift = { readonly locking: number; readonly single: number };

export const defaultShift: Shift = { locking: 0, single: 0 };

/** One table both ways. Only characters of the BMP occur, so a UTF-16 code unit is a character. */
export type ShiftTable = {
  readonly characters: ReadonlyMap<number, string>;
  readonly septets: ReadonlyMap<number, number>;
};

// Some tables have a character twice (Hindi: U+00A1 at 0x13 and 0x15): the first septet is what we write.
const shiftTable = (characters: ReadonlyMap<number, string>): ShiftTable => {
  const septets = new Map<number, number>();
  for (const [septet, character] of characters) {
    const unit = character.charCodeAt(0);
    if (!septets.has(unit)) septets.set(unit, septet);
  }
  return { characters, septets };
};

const characterOf = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

const readLocking = (locking: string): ShiftTable => {
  const cells = [...locking.trim().split(/\s+/).entries()];
  const assigned = cells.filter(([, cell]) => cell !== '----' && cell !== 'ESC.');
  return shiftTable(new Map(assigned.map(([septet, cell]) => [septet, characterOf(cell)])));
};

const readSingle = (single: string): ShiftTable => {
  const cells = single.trim().split(/\s+/);
  return shiftTable(
    new Map(cells.map((cell) => [Number.parseInt(cell.slice(0, 2), 16), characterOf(cell.slice(3))])),
  );
};

const readDefault = (): ShiftTable =>
  shiftTable(new Map([...[...defaultAlphabet].entries()].filter(([septet]) => septet !== escapeSeptet)));

const languageOf = (identifier: number): NationalLanguage | undefined =>
  nationalLanguages.find((language) => language.identifier === identifier);

/** Most texts never need a national table, so each is read when it is first asked for. */
const kept = (
  read: (identifier: number) => ShiftTable | undefined,
): ((identifier: number) => ShiftTable | undefined) => {
  const tables = new Map<number, ShiftTable | undefined>();
  return (identifier) => {
    if (!tables.has(identifier)) tables.set(identifier, read(identifier));
    return tables.get(identifier);
  };
};

/** The locking shift table of a language, 0 for the default alphabet; undefined where there is none. */
export const lockingTable = kept((identifier) => {
  const locking = languageOf(identifier)?.locking;
  if (identifier === 0) return readDefault();
  return locking === undefined ? undefined : readLocking(locking);
});

/** The single shift table of a language, 0 for the default extension; undefined where there is none. */
export const singleTable = kept((identifier) => {
  const single = languageOf(identifier)?.single;
  if (identifier === 0) return shiftTable(defaultExtension);
  return single === undefined ? undefined : readSingle(single);
});

/** The identifiers of all tables, with 0 for the default ones. */
export const shiftIdentifiers: readonly number[] = [0, ...nationalLanguages.map((l) => l.identifier)];
