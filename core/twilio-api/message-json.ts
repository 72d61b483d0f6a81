import type { MessageResource } from '../api/message-resource.ts';
import type { TwilioDetails } from './details.ts';
import { messageSidOf } from './sids.ts';
import { twilioErrorCodeOf, twilioStatusOf } from './status-words.ts';

export const apiVersion = '2010-04-01';

/** `Thu, 24 Aug 2023 05:01:45 +0000`: RFC 2822 as Twilio writes it. */
export const rfc2822 = (time: string): string => new Date(time).toUTCString().replace('GMT', '+0000');

/** Without host and stage: the SDK puts the URL that it was given before it. */
export const pathOf = (accountSid: string, ...rest: string[]): string =>
  `/${[apiVersion, 'Accounts', accountSid, ...rest].join('/')}.json`;

/** A status that Twilio shows only of texts that a messaging service sends. */
const statusOf = ({ status }: MessageResource, { messagingServiceSid }: TwilioDetails) =>
  status === 'accepted' && messagingServiceSid !== undefined ? 'accepted' : twilioStatusOf(status);

/** A message as Twilio's API shows it: counts are text, and what is absent is null. */
export const twilioMessage = (message: MessageResource, details: TwilioDetails) => {
  const { accountSid, messagingServiceSid } = details;
  const { error, timeline } = message;
  const sid = messageSidOf(message.messageId);
  const sentAt = timeline.find(({ status }) => status === 'sent')?.at;
  const failed = error !== undefined && message.status !== 'unknown';
  return {
    account_sid: accountSid,
    api_version: apiVersion,
    // Empty after a redaction
    body: message.body ?? '',
    date_created: rfc2822(message.createdAt),
    date_sent: sentAt === undefined ? null : rfc2822(sentAt),
    date_updated: rfc2822(timeline.at(-1)?.at ?? message.createdAt),
    direction: 'outbound-api',
    error_code: failed ? twilioErrorCodeOf(message.carrier, error) : null,
    error_message: failed ? error.detail : null,
    from: message.from ?? null,
    messaging_service_sid: messagingServiceSid ?? null,
    num_media: '0',
    num_segments: String(message.billedSegmentCount ?? message.segmentCount),
    price: null,
    price_unit: 'USD',
    sid,
    status: statusOf(message, details),
    subresource_uris: { media: pathOf(accountSid, 'Messages', sid, 'Media') },
    to: message.to ?? '',
    uri: pathOf(accountSid, 'Messages', sid),
  };
};
export type TwilioMessage = ReturnType<typeof twilioMessage>;
