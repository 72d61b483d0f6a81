/** An error as Lambda reports it to whoever invoked the function. */
export type ErrorReport = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
};

/** The invocation failed in or through the function: it threw, timed out, ran out of memory or exited. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';
  readonly report: ErrorReport;

  constructor(report: ErrorReport) {
    super(`${report.errorType}: ${report.errorMessage}`);
    this.report = report;
  }
}

/** The event is larger than the 6 MB that Lambda takes: the function was never invoked. */
export class RequestTooLargeError extends Error {
  override readonly name = 'RequestTooLargeError';

  constructor(bytes: number) {
    super(`the event has ${bytes} bytes, Lambda takes at most ${largestPayload}`);
  }
}

/** Bytes of an event or an answer, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const largestPayload = 6 * 1024 * 1024;
