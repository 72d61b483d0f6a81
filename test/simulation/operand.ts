import type { ExpressionTokens } from './expression-tokens.ts';

export type Item = Readonly<Record<string, unknown>>;

/** What an expression's `#names` and `:values` stand for. */
export type Bindings = {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
};

/** The value of a part of an expression, for an item. */
export type Operand = (item: Item, bindings: Bindings) => unknown;

/** The name of an attribute, itself or through `#names`. */
export const attributeOf = (token: string, { names }: Bindings): string => {
  const name = token.startsWith('#') ? names[token] : token;
  if (name === undefined) throw new Error(`nothing is named ${token}`);
  return name;
};

export const readOperand = (tokens: ExpressionTokens): Operand => {
  const token = tokens.next();
  if (token.startsWith(':')) return (_item, { values }) => values[token];
  if (!/^#?[a-zA-Z]\w*$/.test(token)) tokens.fail();
  return (item, bindings) => item[attributeOf(token, bindings)];
};
