import { invalidPattern, isObject } from './invalid-pattern.ts';
import { type Leaf, readMatcher } from './matchers.ts';

/** Whether an event, or the part of it below some path, matches. */
export type Pattern = (event: unknown) => boolean;

/** The values at the end of a path. An object is no value: EventBridge filters leaves only. */
const leavesOf = (value: unknown): readonly Leaf[] => {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [value];
  return value === null ? [null] : [];
};

const fieldOf = (event: unknown, name: string): unknown =>
  isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;

const readOr = (branches: unknown): Pattern => {
  if (!Array.isArray(branches) || branches.length < 2 || !branches.every(isObject)) {
    throw invalidPattern('$or must be an array of at least two objects');
  }
  const patterns = branches.map(readObject);
  return (event) => patterns.some((matches) => matches(event));
};

const readLeaf = (name: string, filters: readonly unknown[]): Pattern => {
  if (filters.length === 0) throw invalidPattern('Empty arrays are not allowed');
  const matchers = filters.map(readMatcher);
  return (event) => {
    const leaves = leavesOf(fieldOf(event, name));
    return matchers.some((matches) => matches(leaves));
  };
};

const readNested = (name: string, pattern: Readonly<Record<string, unknown>>): Pattern => {
  const matches = readObject(pattern);
  return (event) => {
    const value = fieldOf(event, name);
    // All conditions below an array must hold for one and the same element.
    return Array.isArray(value) ? value.some(matches) : matches(value);
  };
};

const readField = ([name, value]: [string, unknown]): Pattern => {
  if (name === '$or') return readOr(value);
  if (Array.isArray(value)) return readLeaf(name, value);
  if (isObject(value)) return readNested(name, value);
  throw invalidPattern(`"${name}" must be an object or an array`);
};

const readObject = (pattern: Readonly<Record<string, unknown>>): Pattern => {
  const fields = Object.entries(pattern).map(readField);
  if (fields.length === 0) throw invalidPattern('Empty objects are not allowed');
  return (event) => fields.every((matches) => matches(event));
};

/** Reads an EventBridge event pattern; one that AWS would refuse throws `InvalidEventPatternException`. */
export const readPattern = (pattern: unknown): Pattern => {
  if (!isObject(pattern)) throw invalidPattern('Filter is not an object');
  return readObject(pattern);
};
