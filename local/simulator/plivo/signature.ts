import { createHmac } from 'node:crypto';

/**
 * `X-Plivo-Signature-V3` of a POST, as Plivo's SDKs verify it: the URL up to its query, `?` and the query sorted, a
 * dot if there was a query, the form's names and values sorted, a dot and the nonce; under HMAC-SHA256 with the
 * auth token. Written without a look at the product's verification, so that the two prove each other.
 */
export const signCallback = (
  authToken: string,
  url: string,
  form: Readonly<Record<string, string>>,
  nonce: string,
): string => {
  const { origin, pathname, searchParams } = new URL(url);
  let signed = `${origin}${pathname}?`;
  const query = [...searchParams].map(([name, value]) => `${name}=${value}`).toSorted();
  if (query.length > 0) signed += `${query.join('&')}.`;
  for (const name of Object.keys(form).toSorted()) signed += `${name}${form[name]}`;
  return createHmac('sha256', authToken).update(`${signed}.${nonce}`, 'utf8').digest('base64');
};
