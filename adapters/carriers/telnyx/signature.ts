import { createPublicKey, verify } from 'node:crypto';
import type { WebhookRequest } from '../../../core/carrier.ts';

/** How far from now a webhook may have been signed, either way. */
const toleranceSeconds = 300;

const signatureHeader = 'telnyx-signature-ed25519';
const timestampHeader = 'telnyx-timestamp';

/** Base64 as Telnyx writes it and no other spelling: decoders forgive much, and a signature has one. */
const readBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

/** A bare Ed25519 key in the form that Node reads: RFC 8410. */
const publicKeyOf = (base64: string) =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(base64, 'base64').toString('base64url') },
    format: 'jwk',
  });

export const carriesTelnyxSignature = ({ headers }: WebhookRequest): boolean =>
  headers[signatureHeader] !== undefined && headers[timestampHeader] !== undefined;

/** Whether the account's key signed this body, and within five minutes. The URL is not signed. */
export const isSignedByTelnyx = (
  { headers, body, receivedAt }: WebhookRequest,
  { publicKey }: { readonly publicKey: string },
): boolean => {
  const timestamp = headers[timestampHeader] ?? '';
  const signature = readBase64(headers[signatureHeader] ?? '');
  if (!/^\d{1,12}$/.test(timestamp) || signature?.length !== 64) return false;
  if (Math.abs(receivedAt.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) return false;
  return verify(null, Buffer.concat([Buffer.from(`${timestamp}|`), body]), publicKeyOf(publicKey), signature);
};
