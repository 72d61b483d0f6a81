import { type KeyObject, sign } from 'node:crypto';

/** The headers of a webhook: Ed25519 over `timestamp|body`. */
export const signedHeaders = (
  body: string,
  privateKey: KeyObject,
  at: Date,
): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = sign(null, Buffer.from(`${timestamp}|${body}`), privateKey);
  return {
    'content-type': 'application/json',
    'telnyx-timestamp': timestamp,
    'telnyx-signature-ed25519': signature.toString('base64'),
  };
};
