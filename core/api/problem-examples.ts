import { type FieldError, type Problem, type ProblemCode, ProblemError } from '../problem.ts';

type Example = { readonly detail: string; readonly errors?: readonly FieldError[] };

/** Each refusal in words that the API uses. A code without an example does not compile. */
const examples: Readonly<Record<ProblemCode, Example>> = {
  invalid_request: {
    detail: 'One field is invalid. Nothing was stored or sent.',
    errors: [{ path: 'to', message: 'is required' }],
  },
  malformed_json: { detail: 'The body is not valid JSON.' },
  invalid_idempotency_key: { detail: 'It must have 1 to 255 printable ASCII characters.' },
  invalid_webhook: { detail: 'The receipt names no message.' },
  missing_api_key: { detail: 'Send the header Authorization: Bearer <API key>.' },
  invalid_api_key: { detail: 'The API key is unknown.' },
  forbidden: { detail: 'The API key lacks the scope send.' },
  key_restricted: {
    detail: 'This API key is restricted. Nothing was stored or sent.',
    errors: [{ path: 'to', message: 'is in FR; this API key sends only to GB, IE' }],
  },
  invalid_signature: { detail: 'The request was not signed by the carrier.' },
  not_found: { detail: 'There is no message with this id.' },
  method_not_allowed: { detail: 'PUT is not allowed here, only POST.' },
  not_cancelable: { detail: 'The message is sent: its submit has begun.' },
  not_erasable: {
    detail: 'The message is accepted: cancel it first, or wait until it is sent or expired.',
  },
  body_too_large: { detail: 'The body has 70000 bytes; at most 65536 are taken.' },
  unsupported_media_type: { detail: 'Send the body as application/json in UTF-8.' },
  key_not_rotatable: { detail: 'The key was revoked or has expired.' },
  idempotency_key_reused: { detail: 'Another request was accepted under this Idempotency-Key.' },
  rate_limited: { detail: 'key-requests: at most 600 a minute. Try again in 41 s.' },
  quota_exceeded: {
    detail: 'tenant-segments: at most 50000 a day, and the text needs 2. Try again in 43183 s.',
  },
  internal_error: { detail: 'The request was not carried out. Trying again is safe.' },
};

export const problemExample = (code: ProblemCode): Problem => {
  const { detail, errors } = examples[code];
  return new ProblemError(code, detail, errors && { errors }).toProblem();
};
