import * as z from 'zod';
import { apiUrl, leftEmpty, plainSender, secretArn, secretParser } from '../settings-fields.ts';

/** How the deployer configures Twilio. */
export const TwilioSettings = z
  .strictObject({
    secretArn: secretArn('{ accountSid, authToken }'),
    apiUrl: apiUrl.default('https://api.twilio.com'),
    sender: z
      .union([...plainSender, z.string().regex(/^MG[0-9a-fA-F]{32}$/, 'messaging service'), leftEmpty])
      .optional()
      .meta({ description: 'Sender of texts that name none: number, short code, alphanumeric or `MG…`.' }),
  })
  .meta({ id: 'TwilioSettings' });
export type TwilioSettings = z.infer<typeof TwilioSettings>;

/** What the secret holds. */
const TwilioSecret = z.object({
  accountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/),
  authToken: z.string().min(1),
});
export type TwilioSecret = z.infer<typeof TwilioSecret>;

export const parseTwilioSecret = secretParser(
  TwilioSecret,
  'the Twilio secret is not JSON with an accountSid (AC…) and an authToken',
);
