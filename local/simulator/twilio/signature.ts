import { createHmac } from 'node:crypto';

/**
 * `X-Twilio-Signature`, as Twilio's security page defines it: the URL without fragment, then each parameter's name
 * and value in the order of the names, under HMAC-SHA1 with the auth token. Written without a look at the product's
 * verification, so that the two prove each other.
 */
export const signCallback = (
  authToken: string,
  url: string,
  parameters: Readonly<Record<string, string>>,
): string => {
  let signed = url;
  for (const name of Object.keys(parameters).toSorted()) signed += `${name}${parameters[name]}`;
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
};
