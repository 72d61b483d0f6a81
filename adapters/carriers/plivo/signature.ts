import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../../core/carrier.ts';
import { readForm } from '../form-body.ts';
import { isSameText } from '../same-text.ts';
import type { PlivoSecret } from './settings.ts';

/** Both ways to say who signed: the account that sent, and the main account above it. */
const signers = [
  { header: 'x-plivo-signature-v3', key: (secret: PlivoSecret) => secret.authToken },
  {
    header: 'x-plivo-signature-ma-v3',
    key: (secret: PlivoSecret) => secret.mainAuthToken ?? secret.authToken,
  },
] as const;

/** Each name in the order of JavaScript strings, with each of its values, sorted. */
const sorted = (parameters: URLSearchParams, joint: string): string[] =>
  [...new Set(parameters.keys())].sort().flatMap((name) =>
    parameters
      .getAll(name)
      .sort()
      .map((value) => `${name}${joint}${value}`),
  );

/** The URL with its query decoded and sorted, then the form's names and values: what Plivo signs before the nonce. */
const signedText = ({ url, body }: WebhookRequest): string => {
  const [base = '', ...rest] = url.split('?');
  const query = sorted(new URLSearchParams(rest.join('?')), '=').join('&');
  const form = sorted(readForm(body), '').join('');
  if (form === '') return query === '' ? base : `${base}?${query}`;
  return `${base}?${query}${query === '' ? '' : '.'}${form}`;
};

const listed = (header: string | undefined): string[] =>
  (header ?? '').split(',').map((value) => value.trim());

/** Whether a callback carries one of Plivo's signatures of the third version. */
export const carriesPlivoSignature = ({ headers }: WebhookRequest): boolean =>
  signers.some(({ header }) => headers[header] !== undefined);

/**
 * Whether `X-Plivo-Signature-V3` or `-Ma-V3` proves that the holder of the token posted this. While a token is being
 * rotated there are several signatures, and there may be several nonces: one pair has to be right. Without a time in
 * it, that a replay does no harm is the forward-only merge's work.
 */
export const isSignedByPlivo = (request: WebhookRequest, secret: PlivoSecret): boolean => {
  const text = signedText(request);
  const nonce = request.headers['x-plivo-signature-v3-nonce'];
  if (nonce === undefined) return false;
  return signers.some(({ header, key }) => {
    const signatures = listed(request.headers[header]);
    return [nonce, ...listed(nonce)].some((one) => {
      const expected = createHmac('sha256', key(secret)).update(`${text}.${one}`).digest('base64');
      return signatures.some((signature) => isSameText(signature, expected));
    });
  });
};
