import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { HttpStep } from './http.ts';

/** Whether one of the tags of an `If-None-Match` is ours; a proxy may have weakened it. RFC 9110 §13.1.2. */
const isKnown = (ifNoneMatch: string, etag: string): boolean =>
  ifNoneMatch.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));

const takesGzip = (acceptEncoding: string): boolean =>
  acceptEncoding
    .split(',')
    .some((coding) => /^\s*gzip\s*(;\s*q\s*=\s*(?!0(\.0*)?\s*$)[\d.]+)?\s*$/i.test(coding));

/**
 * Answers the same public text to everybody: compressed for whoever takes that, and in no bytes at all for whoever
 * has it already.
 */
export const staticFile = (
  contentType: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): HttpStep => {
  const plain = Buffer.from(text);
  const zipped = gzipSync(plain);
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);

  return async (request) => {
    const zips = takesGzip(request.headers['accept-encoding'] ?? '');
    // Two representations, so two tags.
    const etag = `"${hash}${zips ? '-gzip' : ''}"`;
    const answer = {
      headers: {
        // Kept by the browser, but asked for at each use, so that a deployment shows at once.
        'cache-control': 'public, no-cache',
        etag,
        vary: 'accept-encoding',
        ...headers,
      },
    };
    if (isKnown(request.headers['if-none-match'] ?? '', etag)) return { status: 304, ...answer };
    return {
      status: 200,
      headers: {
        ...answer.headers,
        'content-type': contentType,
        ...(zips && { 'content-encoding': 'gzip' }),
      },
      bytes: zips ? zipped : plain,
    };
  };
};
