import { invalidPattern, isObject } from './invalid-pattern.ts';
import { textOperators } from './text-operators.ts';

/** A value at the end of a path in an event. */
export type Leaf = string | number | boolean | null;

/** Whether the values found at a path satisfy one filter; no values: the path is not in the event. */
export type Matcher = (leaves: readonly Leaf[]) => boolean;

const any =
  (test: (leaf: Leaf) => boolean): Matcher =>
  (leaves) =>
    leaves.some(test);

const anyText = (test: (text: string) => boolean): Matcher =>
  any((leaf) => typeof leaf === 'string' && test(leaf));

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const numeric = (value: unknown): Matcher => {
  if (!Array.isArray(value) || (value.length !== 2 && value.length !== 4)) {
    throw invalidPattern('Value of numeric must be an array of one or two comparisons');
  }
  const [first, from, second, to] = value;
  const bounds = value.length === 2 ? [from] : [from, to];
  for (const bound of bounds) {
    if (typeof bound !== 'number' || Math.abs(bound) > 5e9)
      throw invalidPattern('Value of a numeric comparison must be a number between -5.0e9 and 5.0e9');
  }
  const lower = comparisons[first];
  const upper = value.length === 4 ? comparisons[second] : () => true;
  if (!lower || !upper) throw invalidPattern('Unrecognized numeric range operator');
  if (value.length === 4 && (!/^>=?$/.test(first) || !/^<=?$/.test(second) || from >= to)) {
    throw invalidPattern('Bottom must be less than top');
  }
  return any((leaf) => typeof leaf === 'number' && lower(leaf, from) && upper(leaf, to));
};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const anythingBut = (value: unknown): Matcher => {
  if (isObject(value)) {
    const [operator = '', ...more] = Object.keys(value);
    const read = Object.hasOwn(textOperators, operator) ? textOperators[operator] : undefined;
    if (!read || more.length > 0) throw invalidPattern(`Unsupported anything-but pattern: ${operator}`);
    const tests = list(value[operator]).map(read);
    return any((leaf) => !(typeof leaf === 'string' && tests.some((test) => test(leaf))));
  }
  const values = list(value);
  const kinds = new Set(values.map((v) => typeof v));
  if (values.length === 0 || kinds.size > 1 || !(kinds.has('string') || kinds.has('number'))) {
    throw invalidPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  return any((leaf) => !values.includes(leaf));
};

const exists = (value: unknown): Matcher => {
  if (typeof value !== 'boolean') throw invalidPattern('exists match pattern must be either true or false.');
  return (leaves) => leaves.length > 0 === value;
};

/** One element of the array at the end of a pattern's path: a literal, or an object with one operator. */
export const readMatcher = (filter: unknown): Matcher => {
  if (!isObject(filter)) {
    if (Array.isArray(filter))
      throw invalidPattern('Match value must be String, number, true, false, or null');
    return any((leaf) => leaf === filter);
  }
  const [operator = '', ...more] = Object.keys(filter);
  if (more.length > 0) throw invalidPattern('Only one key allowed in match expression');
  const value = filter[operator];
  const onText = Object.hasOwn(textOperators, operator) ? textOperators[operator] : undefined;
  if (onText) return anyText(onText(value));
  if (operator === 'anything-but') return anythingBut(value);
  if (operator === 'numeric') return numeric(value);
  if (operator === 'exists') return exists(value);
  throw invalidPattern(`Unrecognized match type ${operator}`);
};
