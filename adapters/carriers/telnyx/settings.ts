import * as z from 'zod';
import { apiUrl, leftEmpty, plainSender, secretArn, secretParser } from '../settings-fields.ts';

/** How the deployer configures Telnyx. */
export const TelnyxSettings = z
  .strictObject({
    secretArn: secretArn('{ apiKey, publicKey }'),
    apiUrl: apiUrl.default('https://api.telnyx.com'),
    sender: z
      .union([...plainSender, z.uuid(), leftEmpty])
      .optional()
      .meta({
        description:
          "Sender of texts that name none: number, short code, alphanumeric, or a messaging profile's number pool.",
      }),
    messagingProfileId: z
      .union([z.uuid(), leftEmpty])
      .optional()
      .meta({ description: 'The messaging profile that alphanumeric senders belong to.' }),
  })
  .meta({ id: 'TelnyxSettings' });
export type TelnyxSettings = z.infer<typeof TelnyxSettings>;

/** What the secret holds: what lets us in, and the account's key that webhooks are verified with. */
const TelnyxSecret = z.object({
  apiKey: z.string().min(1),
  /** 32 bytes in base64. */
  publicKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
});
export type TelnyxSecret = z.infer<typeof TelnyxSecret>;

export const parseTelnyxSecret = secretParser(
  TelnyxSecret,
  'the Telnyx secret is not JSON with an apiKey and a publicKey of 32 bytes in base64',
);
