import { ProblemError } from '../../core/problem.ts';
import type { HttpRequest } from './http.ts';

/** Many times the longest text with all its metadata. */
const defaultMaxBytes = 65_536;

const isJson = (contentType: string): boolean =>
  /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType.trim());

const decode = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? 'The body is not valid JSON.' : 'The body is not valid UTF-8.';
    throw new ProblemError('malformed_json', reason);
  }
};

/**
 * Reads a JSON body, of so many bytes at most.
 * @throws ProblemError for another content type, a body over the limit, bad UTF-8 or bad JSON.
 */
export const readJson = ({ headers, body }: HttpRequest, maxBodyBytes = defaultMaxBytes): unknown => {
  if (!isJson(headers['content-type'] ?? '')) {
    throw new ProblemError('unsupported_media_type', 'Send the body as application/json in UTF-8.');
  }
  if (body.byteLength > maxBodyBytes) {
    throw new ProblemError(
      'body_too_large',
      `The body has ${body.byteLength} bytes; at most ${maxBodyBytes} are taken.`,
    );
  }
  if (body.byteLength === 0) throw new ProblemError('malformed_json', 'The body is empty.');
  return decode(body);
};
