import type { HttpClient } from './http-client.ts';

/** The part of the AWS SDK's request that goes on the wire. */
type AwsHttpRequest = {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** A call of the AWS SDK that got no answer: `sent` tells whether any of it may have arrived. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly sent: boolean;
  readonly reason: string;

  constructor(sent: boolean, reason: string) {
    super(`no answer from AWS: ${reason}`);
    this.sent = sent;
    this.reason = reason;
  }
}

/**
 * Lets an AWS SDK client speak through our HTTP client, so that a submit through AWS is bounded and classified like
 * any other: the SDK's own handler does not tell a refused connection from a lost answer in a way to rely on.
 * For calls with the body in memory and without a query string, as the AWS query and AWS JSON protocols make them.
 */
export const createAwsRequestHandler = (http: HttpClient, defaultDeadlineMs = 10_000) => ({
  handle: async (request: AwsHttpRequest, options: { requestTimeout?: number } = {}) => {
    const { body, query = {} } = request;
    if (!(typeof body === 'string' || body instanceof Uint8Array) || Object.keys(query).length > 0) {
      throw new NoAnswerError(false, 'UNSUPPORTED_REQUEST');
    }
    const host = request.port === undefined ? request.hostname : `${request.hostname}:${request.port}`;
    const result = await http.send({
      method: 'POST',
      url: `${request.protocol}//${host}${request.path}`,
      headers: request.headers,
      body,
      deadlineMs: options.requestTimeout ?? defaultDeadlineMs,
    });
    if (result.kind !== 'answered') throw new NoAnswerError(result.kind === 'ambiguous', result.reason);
    return { response: { statusCode: result.status, headers: result.headers, body: result.body } };
  },
});
