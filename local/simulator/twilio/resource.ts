import { segmentsOf } from '../segments.ts';
import type { TwilioMessage } from './messages.ts';

/** `Thu, 24 Aug 2023 05:01:45 +0000`, RFC 2822 as Twilio writes it. */
const rfc2822 = (at: number | null): string | null =>
  at === null ? null : new Date(at).toUTCString().replace('GMT', '+0000');

/** Twilio's JSON of a message: counts are strings, absent values null. */
export const messageResource = (message: TwilioMessage, accountSid: string) => {
  const path = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: 'outbound-api',
    error_code: message.errorCode,
    error_message: null,
    from: message.sender,
    messaging_service_sid: message.messagingServiceSid,
    num_media: '0',
    num_segments: String(segmentsOf(message.body)),
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${path}/Media.json` },
    to: message.recipient,
    uri: `${path}.json`,
  };
};
