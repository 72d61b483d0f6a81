import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';

/** An Ed25519 key that depends on nothing but the text, in the form that Node reads: RFC 8410. */
export const ed25519Key = (text: string) =>
  createPrivateKey({
    key: Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      createHash('sha256').update(text).digest(),
    ]),
    format: 'der',
    type: 'pkcs8',
  });

const telnyxKey = ed25519Key('telnyx');

/** Accounts at the simulated carriers: the same in every run, and nobody's anywhere else. */
export const simulatedAccounts = {
  vonage: {
    apiKey: 'simulated',
    apiSecret: 'simulated-secret',
    signatureSecret: 'simulated-signature-secret',
    applicationId: '00000000-0000-4000-8000-000000000000',
  },
  /** Of the made-up API that docs/http-carrier.md describes. */
  http: { token: 'simulated-token', webhook: 'simulated-webhook-secret' },
  plivo: { authId: 'MASIMULATED000000000', authToken: 'simulated-token' },
  telnyx: {
    apiKey: 'KEYSIMULATED',
    privateKey: telnyxKey,
    /** As the portal shows it: 32 bytes in base64. */
    publicKey: createPublicKey(telnyxKey)
      .export({ format: 'der', type: 'spki' })
      .subarray(-32)
      .toString('base64'),
  },
} as const;
