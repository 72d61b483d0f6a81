import { createHash, createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../../core/carrier.ts';
import { inByteOrder, readForm } from '../form-body.ts';
import { isSameText } from '../same-text.ts';

/** Each key once, in byte order, with each of its different values: `KeyValueKeyOther`. */
const signedParameters = (form: URLSearchParams): string =>
  inByteOrder(new Set(form.keys()))
    .flatMap((key) => inByteOrder(new Set(form.getAll(key))).map((value) => key + value))
    .join('');

/** Twilio signs the URL with the port or without it, so both are tried. */
const signedUrls = (url: string): readonly string[] => {
  const match = /^(https?):\/\/([^/?#:]+|\[[^\]]+\])(:\d+)?(.*)$/i.exec(url);
  if (!match) return [url];
  const [, scheme = '', host = '', port, rest = ''] = match;
  const usualPort = scheme.toLowerCase() === 'https' ? ':443' : ':80';
  return [`${scheme}://${host}${rest}`, `${scheme}://${host}${port ?? usualPort}${rest}`];
};

const bodyHashOf = (url: string): string | null =>
  new URLSearchParams(url.split('?').slice(1).join('?')).get('bodySHA256');

/** Whether the body is covered by a hash in the signed URL instead of being signed as a form. */
export const isHashed = (url: string): boolean => bodyHashOf(url) !== null;

/**
 * Whether `X-Twilio-Signature` proves that the holder of the auth token posted this. There is no timestamp in it:
 * that a replay does no harm is the forward-only merge's work.
 */
export const isSignedByTwilio = (request: WebhookRequest, authToken: string): boolean => {
  const signature = request.headers['x-twilio-signature'] ?? '';
  const hash = bodyHashOf(request.url);
  if (hash !== null && !isSameText(hash, createHash('sha256').update(request.body).digest('hex')))
    return false;

  const parameters = hash === null ? signedParameters(readForm(request.body)) : '';
  return signedUrls(request.url)
    .map((url) =>
      createHmac('sha1', authToken)
        .update(url + parameters)
        .digest('base64'),
    )
    .some((expected) => isSameText(expected, signature));
};
