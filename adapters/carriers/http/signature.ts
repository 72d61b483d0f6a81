import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../../core/carrier.ts';
import type { SignatureSettings } from '../../../core/http-carrier/receipt-settings.ts';
import { isSameText } from '../same-text.ts';

/** What the header must hold when the holder of the secret sent this body. */
const expected = (settings: SignatureSettings, secret: string, body: Uint8Array): string =>
  settings.kind === 'token' ? secret : createHmac('sha256', secret).update(body).digest(settings.encoding);

/** Whether there is a signature to verify: without one, no secret is read. */
export const mayBeSigned = ({ headers }: WebhookRequest, { header }: SignatureSettings): boolean =>
  headers[header.toLowerCase()] !== undefined;

/** Whether the header proves that the holder of the secret sent the request. Hexadecimal digits may be upper case. */
export const isSigned = (
  { headers, body }: WebhookRequest,
  settings: SignatureSettings,
  secret: string,
): boolean => {
  const header = headers[settings.header.toLowerCase()] ?? '';
  if (!header.startsWith(settings.prefix)) return false;
  const given = header.slice(settings.prefix.length);
  const isHex = settings.kind === 'hmacSha256' && settings.encoding === 'hex';
  return isSameText(expected(settings, secret, body), isHex ? given.toLowerCase() : given);
};
