import * as z from 'zod';

/** Every refusal of the API: HTTP status and title by code. */
export const problemCatalogue = {
  invalid_request: { status: 400, title: 'The request has invalid fields' },
  malformed_json: { status: 400, title: 'The body is not JSON' },
  invalid_idempotency_key: { status: 400, title: 'The Idempotency-Key header is invalid' },
  invalid_webhook: { status: 400, title: 'The webhook cannot be read' },
  missing_api_key: { status: 401, title: 'An API key is needed' },
  invalid_api_key: { status: 401, title: 'The API key is not valid' },
  forbidden: { status: 403, title: 'The API key does not allow this' },
  key_restricted: { status: 403, title: 'The API key may not send this text' },
  invalid_signature: { status: 403, title: 'The signature is not valid' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  not_cancelable: { status: 409, title: 'The message can no longer be canceled' },
  not_erasable: { status: 409, title: 'The content of the message cannot be erased yet' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The content type is not supported' },
  key_not_rotatable: { status: 409, title: 'The API key cannot be rotated now' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key was used for another request' },
  rate_limited: { status: 429, title: 'Too many requests' },
  quota_exceeded: { status: 429, title: 'The daily quota of segments is used up' },
  internal_error: { status: 500, title: 'Something failed on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problemCatalogue;

/** `Object.keys` forgets which keys an object has; the catalogue is constant, so it has these and no others. */
const codes = Object.keys(problemCatalogue) as [ProblemCode, ...ProblemCode[]];

export const ProblemCode = z.enum(codes).meta({
  id: 'ProblemCode',
  description: 'Which refusal it is, for programs: see docs/api.md.',
});

export const FieldError = z.strictObject({
  path: z.string().meta({ description: 'The field, with dots: `metadata.order`. Empty for the whole body.' }),
  message: z.string(),
});
export type FieldError = z.infer<typeof FieldError>;

/** The body of every refusal: RFC 9457, `application/problem+json`. */
export const Problem = z
  .strictObject({
    type: z.string().meta({ examples: ['urn:sms-pipeline:problem:not_found'] }),
    title: z.string().meta({ description: 'The same for every refusal of this code.' }),
    status: z.number().int().meta({ description: 'The HTTP status.' }),
    code: ProblemCode,
    detail: z.string().meta({ description: 'What was wrong this time, for people.' }),
    errors: z.array(FieldError).optional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused.' });
export type Problem = z.infer<typeof Problem>;

/** A refusal on its way to the client. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    extra: { errors?: readonly FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.code = code;
    this.errors = extra.errors;
    this.headers = extra.headers ?? {};
  }

  /** The same refusal with more headers; its own come first. */
  withHeaders(headers: Readonly<Record<string, string>>): ProblemError {
    return new ProblemError(this.code, this.message, {
      ...(this.errors && { errors: this.errors }),
      headers: { ...headers, ...this.headers },
    });
  }

  toProblem(): Problem {
    const { status, title } = problemCatalogue[this.code];
    return {
      type: `urn:sms-pipeline:problem:${this.code}`,
      title,
      status,
      code: this.code,
      detail: this.message,
      ...(this.errors && { errors: [...this.errors] }),
    };
  }
}

/** The refusal that an error means to the client; whatever nobody foresaw is ours, and says no more than that. */
export const asProblem = (error: unknown): ProblemError =>
  error instanceof ProblemError
    ? error
    : new ProblemError('internal_error', 'The request was not carried out. Trying again is safe.');
