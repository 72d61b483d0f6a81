import { ExpressionTokens } from './expression-tokens.ts';
import { attributeOf, type Bindings, type Item, type Operand, readOperand } from './operand.ts';

type Change = (item: Item, bindings: Bindings) => Item;

const sum = (a: unknown, b: unknown): unknown => {
  if (a === undefined) return b;
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (a instanceof Set && b instanceof Set) return new Set([...a, ...b]);
  throw new Error('can add only numbers and sets');
};

const readTerm = (tokens: ExpressionTokens): Operand => {
  if (!tokens.skip('if_not_exists')) return readOperand(tokens);
  tokens.expect('(');
  const known = readOperand(tokens);
  tokens.expect(',');
  const otherwise = readOperand(tokens);
  tokens.expect(')');
  return (...input) => known(...input) ?? otherwise(...input);
};

const readValue = (tokens: ExpressionTokens): Operand => {
  const first = readTerm(tokens);
  if (!tokens.skip('+')) return first;
  const second = readTerm(tokens);
  return (...input) => sum(first(...input), second(...input));
};

const clauses: Readonly<Record<string, (tokens: ExpressionTokens) => Change>> = {
  SET: (tokens) => {
    const token = tokens.next();
    tokens.expect('=');
    const value = readValue(tokens);
    return (item, bindings) => ({ [attributeOf(token, bindings)]: value(item, bindings) });
  },
  ADD: (tokens) => {
    const token = tokens.next();
    const value = readOperand(tokens);
    return (item, bindings) => {
      const name = attributeOf(token, bindings);
      return { [name]: sum(item[name], value(item, bindings)) };
    };
  },
  REMOVE: (tokens) => {
    const token = tokens.next();
    return (_item, bindings) => ({ [attributeOf(token, bindings)]: undefined });
  },
};

const read = (expression: string): readonly Change[] => {
  const tokens = new ExpressionTokens(expression);
  const changes: Change[] = [];
  while (!tokens.isAtEnd) {
    const clause = clauses[tokens.next()] ?? tokens.fail();
    do changes.push(clause(tokens));
    while (tokens.skip(','));
  }
  return changes;
};

const known = new Map<string, readonly Change[]>();

/** The item after a DynamoDB update expression, as much of it as the product uses. Each part sees the item as it was. */
export const updated = (
  item: Item,
  expression: string,
  names: Bindings['names'] = {},
  values: Bindings['values'] = {},
): Item => {
  const changes = known.get(expression) ?? read(expression);
  known.set(expression, changes);
  const merged = Object.assign({ ...item }, ...changes.map((change) => change(item, { names, values })));
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
};
