import { ExpressionTokens } from './expression-tokens.ts';
import { type Bindings, type Item, type Operand, readOperand } from './operand.ts';

type Condition = (item: Item, bindings: Bindings) => boolean;

/** DynamoDB compares values of one type only; what is not there compares to nothing. */
const compare = (a: unknown, b: unknown, holds: (order: number) => boolean): boolean => {
  if (typeof a === 'string' && typeof b === 'string') return holds(a < b ? -1 : a > b ? 1 : 0);
  if (typeof a === 'number' && typeof b === 'number') return holds(a - b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return holds(Number(a) - Number(b));
  return false;
};

const comparisons: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  '=': (a, b) => compare(a, b, (order) => order === 0),
  '<>': (a, b) => !compare(a, b, (order) => order === 0),
  '<': (a, b) => compare(a, b, (order) => order < 0),
  '<=': (a, b) => compare(a, b, (order) => order <= 0),
  '>': (a, b) => compare(a, b, (order) => order > 0),
  '>=': (a, b) => compare(a, b, (order) => order >= 0),
};

const functions: Readonly<Record<string, (value: unknown, other: unknown) => boolean>> = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  begins_with: (value, start) =>
    typeof value === 'string' && typeof start === 'string' && value.startsWith(start),
};

/** As much of DynamoDB's condition expressions as the product uses; the rest is refused. */
class Parser {
  private readonly tokens: ExpressionTokens;

  constructor(expression: string) {
    this.tokens = new ExpressionTokens(expression);
  }

  parse(): Condition {
    const condition = this.either();
    if (!this.tokens.isAtEnd) this.tokens.fail();
    return condition;
  }

  private either(): Condition {
    const first = this.both();
    if (!this.tokens.skip('OR')) return first;
    const second = this.either();
    return (...input) => first(...input) || second(...input);
  }

  private both(): Condition {
    const first = this.one();
    if (!this.tokens.skip('AND')) return first;
    const second = this.both();
    return (...input) => first(...input) && second(...input);
  }

  private one(): Condition {
    if (this.tokens.skip('NOT')) {
      const condition = this.one();
      return (...input) => !condition(...input);
    }
    if (this.tokens.skip('(')) {
      const condition = this.either();
      this.tokens.expect(')');
      return condition;
    }
    const test = functions[this.tokens.ahead ?? ''];
    return test ? this.call(test) : this.comparison();
  }

  private call(test: (value: unknown, other: unknown) => boolean): Condition {
    this.tokens.next();
    this.tokens.expect('(');
    const value = this.operand();
    const other = this.tokens.skip(',') ? this.operand() : () => undefined;
    this.tokens.expect(')');
    return (...input) => test(value(...input), other(...input));
  }

  private comparison(): Condition {
    const left = this.operand();
    if (this.tokens.skip('BETWEEN')) {
      const least = this.operand();
      this.tokens.expect('AND');
      const most = this.operand();
      return (...input) =>
        compare(left(...input), least(...input), (order) => order >= 0) &&
        compare(left(...input), most(...input), (order) => order <= 0);
    }
    if (this.tokens.skip('IN')) return this.membership(left);
    const comparison = comparisons[this.tokens.next()] ?? this.tokens.fail();
    const right = this.operand();
    return (...input) => comparison(left(...input), right(...input));
  }

  private membership(left: Operand): Condition {
    this.tokens.expect('(');
    const options = [this.operand()];
    while (this.tokens.skip(',')) options.push(this.operand());
    this.tokens.expect(')');
    return (...input) =>
      options.some((option) => compare(left(...input), option(...input), (order) => order === 0));
  }

  private operand(): Operand {
    return readOperand(this.tokens);
  }
}

const parsed = new Map<string, Condition>();

/** Whether an item (`{}` where there is none) meets a DynamoDB condition expression. */
export const meets = (
  item: Item,
  expression: string,
  names: Bindings['names'] = {},
  values: Bindings['values'] = {},
): boolean => {
  const condition = parsed.get(expression) ?? new Parser(expression).parse();
  parsed.set(expression, condition);
  return condition(item, { names, values });
};
