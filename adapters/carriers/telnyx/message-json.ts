import type { SubmitFacts } from '../http-carrier.ts';
import { isUuid } from '../settings-fields.ts';
import type { TelnyxSecret } from './settings.ts';

const senderFields = (sender: string, profile: string | undefined) => {
  if (isUuid(sender)) return { messaging_profile_id: sender };
  // A name belongs to a profile; a number has one by itself
  const isName = /[A-Za-z]/.test(sender);
  return { from: sender, ...(isName && { messaging_profile_id: profile }) };
};

/** The JSON that `POST /v2/messages` takes; what is undefined is left out. It has no field for the validity. */
export const messageJson = (
  { request, sender, receiptsUrl }: SubmitFacts<TelnyxSecret>,
  messagingProfileId: string | undefined,
): string =>
  JSON.stringify({
    ...senderFields(sender, messagingProfileId),
    to: request.recipient,
    text: request.text,
    type: 'SMS',
    // Decided already: Telnyx's own choice may replace characters, and then the segments differ from ours
    encoding: request.encoding,
    webhook_url: receiptsUrl,
    use_profile_webhooks: false,
  });
