import type { Problem, ProblemCode } from './api-types.ts';

/**
 * `unreachable`: no answer came. `unexpected_answer`: something else than the pipeline answered, its gateway or a
 * proxy. Anything else is the pipeline's own refusal.
 */
export type ErrorCode = ProblemCode | 'unreachable' | 'unexpected_answer';

type Details = Partial<Pick<Problem, 'status' | 'errors'>> & {
  readonly code: ErrorCode;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
};

/** A call that was refused, or that got no answer after all its tries. */
export class SmsPipelineError extends Error {
  override readonly name = 'SmsPipelineError';
  readonly code: ErrorCode;
  /** The HTTP status; undefined where no answer came. */
  readonly status: number | undefined;
  /** Every invalid field of a refused request. */
  readonly errors: Problem['errors'];
  /** For whoever runs the pipeline: their access log has it. */
  readonly requestId: string | undefined;

  constructor(message: string, { code, status, errors, requestId, cause }: Details) {
    super(message, { cause });
    this.code = code;
    this.status = status;
    this.errors = errors;
    this.requestId = requestId;
  }
}

/** An answer, read to its end. */
export type Answered = Pick<Response, 'ok' | 'status' | 'headers'> & { readonly text: string };

/** As the pipeline says it. */
const problemIn = ({ headers, text }: Answered): Problem | undefined =>
  headers.get('content-type')?.startsWith('application/problem+json') ? JSON.parse(text) : undefined;

/** Of an answer that is no success. */
export const errorOf = (answered: Answered): SmsPipelineError => {
  const { status, headers } = answered;
  const requestId = headers.get('apigw-requestid') ?? undefined;
  const problem = problemIn(answered);
  if (!problem) {
    return new SmsPipelineError(`HTTP ${status}`, { code: 'unexpected_answer', status, requestId });
  }
  const { code, detail, errors = [] } = problem;
  const fields = errors.map(({ path, message }) => `${path} ${message}`);
  return new SmsPipelineError([detail, ...fields].join('\n- '), { code, status, errors, requestId });
};
