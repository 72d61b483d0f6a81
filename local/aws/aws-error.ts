/** An error that the caller sees as AWS's: thrown by gates and engines, written in the service's protocol by `wire.ts`. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** SQS only: the code of the older query protocol, which the SDK still reads from a header. */
  readonly queryCode: string | undefined;

  constructor(
    code: string,
    message: string,
    { status = 400, queryCode }: { status?: number; queryCode?: string } = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.queryCode = queryCode;
  }
}
