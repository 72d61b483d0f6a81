const tokenPattern = /\s*(<>|<=|>=|[=<>(),+-]|[#:]?[\w.]+)/gy;

/** The words of a DynamoDB expression, read one after the other. */
export class ExpressionTokens {
  private readonly tokens: readonly string[];
  private readonly expression: string;
  private at = 0;

  constructor(expression: string) {
    this.expression = expression;
    this.tokens = [...expression.matchAll(tokenPattern)].map(([, token = '']) => token);
    if (this.tokens.join('') !== expression.replaceAll(/\s/g, '')) this.fail();
  }

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  get ahead(): string | undefined {
    return this.tokens[this.at];
  }

  next(): string {
    const token = this.ahead ?? this.fail();
    this.at += 1;
    return token;
  }

  skip(token: string): boolean {
    if (this.ahead !== token) return false;
    this.at += 1;
    return true;
  }

  expect(token: string): void {
    if (!this.skip(token)) this.fail();
  }

  fail(): never {
    throw new Error(`cannot read "${this.ahead ?? 'the end'}" in: ${this.expression}`);
  }
}
