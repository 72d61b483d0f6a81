import * as z from 'zod';

/** How the deployer configures Twilio. */
export const TwilioSettings = z
  .strictObject({
    secretArn: z.string().min(1).meta({ description: 'Secret with `{ accountSid, authToken }` as JSON.' }),
    apiUrl: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .default('https://api.twilio.com')
      .meta({ description: 'Where the API is: the simulator locally.' }),
    sender: z
      .union([
        z.string().regex(/^\+[1-9]\d{6,14}$/, 'E.164 number'),
        z.string().regex(/^\d{3,8}$/, 'short code'),
        z.string().regex(/^(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11}$/, 'alphanumeric sender'),
        z.string().regex(/^MG[0-9a-fA-F]{32}$/, 'messaging service'),
        // A template parameter that the deployer left empty.
        z.literal('').transform(() => undefined),
      ])
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

/** Reads the secret's text. Its error names what is wrong, never what the secret holds. */
export const parseTwilioSecret = (text: string): TwilioSecret => {
  try {
    return TwilioSecret.parse(JSON.parse(text));
  } catch {
    throw new Error('the Twilio secret is not JSON with an accountSid (AC…) and an authToken');
  }
};
