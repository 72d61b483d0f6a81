import { ProblemError } from '../../core/problem.ts';
import type { HttpRequest } from './http.ts';

/** The longest form that the API takes, in bytes: many times the longest text, percent-encoded. */
const maxBodyBytes = 65_536;

const isForm = (contentType: string): boolean =>
  /^application\/x-www-form-urlencoded\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType.trim());

/** Reads a form. @throws ProblemError for another content type, a body over the limit or bad UTF-8. */
export const readFormBody = ({ headers, body }: HttpRequest): URLSearchParams => {
  if (body.byteLength === 0) return new URLSearchParams();
  if (!isForm(headers['content-type'] ?? '')) {
    throw new ProblemError('unsupported_media_type', 'Send the body as application/x-www-form-urlencoded.');
  }
  if (body.byteLength > maxBodyBytes) {
    throw new ProblemError(
      'body_too_large',
      `The body has ${body.byteLength} bytes; at most ${maxBodyBytes} are taken.`,
    );
  }
  return new URLSearchParams(new TextDecoder().decode(body));
};
