import { registrationOf } from '../dlt.ts';
import type { SubmitFacts } from '../http-carrier.ts';
import { withoutPlus } from './digits.ts';
import type { MessagesSecret, VonageSettings } from './settings.ts';

/** Seconds that the Messages API tries to deliver a text: at least, at most. */
const [shortestTtl, longestTtl] = [20, 604_800];

/** The JSON that `POST /v1/messages` takes; what is undefined is left out. Receipts repeat `client_ref`, signed. */
export const messagesJson = (
  { request, sender, receiptsUrl }: Omit<SubmitFacts<MessagesSecret>, 'secret'>,
  settings: VonageSettings,
): string => {
  const registration = registrationOf(request, settings);
  return JSON.stringify({
    channel: 'sms',
    message_type: 'text',
    to: withoutPlus(request.recipient),
    from: withoutPlus(sender),
    text: request.text,
    ttl: Math.min(Math.max(Math.floor(request.validitySeconds), shortestTtl), longestTtl),
    client_ref: request.attemptId,
    webhook_url: receiptsUrl,
    webhook_version: 'v1',
    sms: {
      encoding_type: request.encoding === 'gsm7' ? 'text' : 'unicode',
      entity_id: registration?.entityId,
      content_id: registration?.templateId,
    },
  });
};
