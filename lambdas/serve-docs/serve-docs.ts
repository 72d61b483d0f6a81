import type { HttpStep } from '../../adapters/lambda/http.ts';
import { staticFile } from '../../adapters/lambda/static-file.ts';
import { ProblemError } from '../../core/problem.ts';

export type ServeDocsDeps = {
  /** The OpenAPI document. */
  readonly document: unknown;
  /** The HTML of the reference. */
  readonly page: string;
  /** The script that shows the document on the page. */
  readonly explorer: string;
};

/** The page loads its own script and the document, calls its own origin, and nothing else. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // The explorer writes its style sheets and attributes itself.
  "style-src 'unsafe-inline'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Answers the API's description, for programs and for people. */
export const createServeDocs = ({ document, page, explorer }: ServeDocsDeps): HttpStep => {
  const files: ReadonlyMap<string, HttpStep> = new Map([
    ['/openapi.json', staticFile('application/json', JSON.stringify(document))],
    ['/docs', staticFile('text/html; charset=utf-8', page, { 'content-security-policy': pagePolicy })],
    ['/docs/explorer.js', staticFile('text/javascript; charset=utf-8', explorer)],
  ]);

  return async (request) => {
    const file = files.get(request.path);
    if (!file) throw new ProblemError('not_found', 'There is nothing at this path.');
    return file(request);
  };
};
