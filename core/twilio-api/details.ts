import * as z from 'zod';

/** What a message that came in by the Twilio-compatible API has besides. */
export const TwilioDetails = z.object({
  /** Whose credentials created it: `AC` and 32 hexadecimal digits. */
  accountSid: z.string(),
  messagingServiceSid: z.string().optional(),
  /** Where its changes of status are posted to. */
  statusCallback: z.string().optional(),
});
export type TwilioDetails = z.infer<typeof TwilioDetails>;
