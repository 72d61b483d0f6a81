import { invalidPattern, isObject } from './invalid-pattern.ts';

const text = (value: unknown, operator: string): string => {
  if (typeof value === 'string' && value !== '') return value;
  throw invalidPattern(`${operator} match pattern must be a non-empty string`);
};

const fold = (value: string): string => value.toLowerCase();

/** `{"prefix": "a"}` and `{"prefix": {"equals-ignore-case": "a"}}`, and the same for suffix. */
const affix = (value: unknown, operator: 'prefix' | 'suffix'): ((value: string) => boolean) => {
  const test = (whole: string, part: string) =>
    operator === 'prefix' ? whole.startsWith(part) : whole.endsWith(part);
  if (!isObject(value)) {
    const part = text(value, operator);
    return (whole) => test(whole, part);
  }
  if (Object.keys(value).join() !== 'equals-ignore-case')
    throw invalidPattern(`Unsupported ${operator} pattern`);
  const part = fold(text(value['equals-ignore-case'], operator));
  return (whole) => test(fold(whole), part);
};

const ignoreCase = (value: unknown): ((value: string) => boolean) => {
  const wanted = fold(text(value, 'equals-ignore-case'));
  return (whole) => fold(whole) === wanted;
};

const escapeRegex = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `*` stands for anything; `\*` and `\\` for themselves. */
const wildcard = (value: unknown): ((value: string) => boolean) => {
  const pattern = text(value, 'wildcard');
  const tokens = pattern.match(/\\[\s\S]|\*+|[^\\*]+|\\$/g) ?? [];
  const source = tokens.map((token) => {
    if (token.startsWith('*')) {
      if (token.length > 1) throw invalidPattern('Consecutive wildcard characters');
      return '.*';
    }
    if (token.startsWith('\\') && !/^\\[*\\]$/.test(token)) throw invalidPattern('Invalid escape character');
    return escapeRegex(token.startsWith('\\') ? token.slice(1) : token);
  });
  const regex = new RegExp(`^${source.join('')}$`, 's');
  return (whole) => regex.test(whole);
};

/** The operators on text, which `anything-but` also takes. */
export const textOperators: Readonly<Record<string, (value: unknown) => (text: string) => boolean>> = {
  prefix: (value) => affix(value, 'prefix'),
  suffix: (value) => affix(value, 'suffix'),
  'equals-ignore-case': ignoreCase,
  wildcard,
};
