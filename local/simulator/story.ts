import { createHash } from 'node:crypto';

/** Hexadecimal digits that depend on nothing but the parts, the seed first among them. */
export const digest = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** A whole number of the range, both ends included, that depends on nothing but the parts. */
export const pick = (
  [least, most]: readonly [number, number],
  ...parts: readonly (string | number)[]
): number => least + (Number.parseInt(digest(...parts).slice(0, 8), 16) % (most - least + 1));

/** The same in the form of a UUID. */
export const uuidOf = (digits: string): string =>
  digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
