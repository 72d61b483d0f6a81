import type { Members } from './call.ts';

/** The call was worked on, but its caller never hears of it: the connection breaks. */
export class LostAnswer extends Error {
  override readonly name = 'LostAnswer';
}

/** An error that the caller sees as AWS's: thrown by gates and engines, written in the service's protocol by `wire.ts`. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** SQS only: the code of the older query protocol, which the SDK still reads from a header. */
  readonly queryCode: string | undefined;
  /** JSON services only: what the error's shape has besides the message. */
  readonly members: Members;

  constructor(
    code: string,
    message: string,
    {
      status = 400,
      queryCode,
      members = {},
    }: { status?: number; queryCode?: string; members?: Members } = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.queryCode = queryCode;
    this.members = members;
  }
}
