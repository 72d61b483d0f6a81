import { createHash, createHmac } from 'node:crypto';

/**
 * `sig` as Vonage's page on signing messages defines it for SHA-256 HMAC: the parameters by name, each as
 * `&name=value` with the value's own `&` and `=` made underscores. Written without a look at the product's
 * verification, so that the two prove each other.
 */
export const signParameters = (
  parameters: Readonly<Record<string, string>>,
  signatureSecret: string,
): string => {
  let signed = '';
  for (const name of Object.keys(parameters).toSorted()) {
    signed += `&${name}=${parameters[name]?.replaceAll('&', '_').replaceAll('=', '_')}`;
  }
  return createHmac('sha256', signatureSecret).update(signed, 'utf8').digest('hex');
};

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** The token that signs a webhook of the Messages API: HS256, with the hash of the body among its claims. */
export const signBody = (
  body: string,
  account: { readonly apiKey: string; readonly applicationId: string; readonly signatureSecret: string },
  at: Date,
  jti: string,
): string => {
  const claims = {
    iat: Math.floor(at.getTime() / 1000),
    jti,
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(body, 'utf8').digest('hex'),
    api_key: account.apiKey,
    application_id: account.applicationId,
  };
  const signed = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(JSON.stringify(claims))}`;
  return `${signed}.${createHmac('sha256', account.signatureSecret).update(signed).digest('base64url')}`;
};
