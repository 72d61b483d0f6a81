import * as z from 'zod';
import { FailureCode } from '../failures.ts';
import { MessageId } from '../ids.ts';
import { isErased, type MessageRecord, senderThrough } from '../outbound-message.ts';
import { versioned } from '../schema-version.ts';
import { Status } from '../status.ts';
import { apiVersion } from './message-json.ts';
import { messageSidOf } from './sids.ts';
import { twilioErrorCodeOf, twilioStatusOf } from './status-words.ts';

/** What the queue of status callbacks holds: as much of a message's event as its callback says. */
export const StatusCallbackEntry = z.object({
  ...versioned,
  id: z.string(),
  type: z.string(),
  data: z.object({
    messageId: MessageId,
    status: Status,
    previousStatus: Status,
    carrier: z.string().optional(),
    error: z.object({ code: FailureCode, carrierCode: z.string().optional() }).optional(),
  }),
  /** How often it was posted in vain. */
  failures: z.number().int().nonnegative().default(0),
});
export type StatusCallbackEntry = z.infer<typeof StatusCallbackEntry>;

/** Seconds until a callback that was not answered with 2xx is posted again, by how often it was; then it is given up. */
export const callbackDelays: readonly number[] = [10, 30, 90, 270, 810];

/** Whether a change is one in Twilio's words, too. A correction is none: the message keeps its status. */
export const isCalledBack = ({ type, data }: StatusCallbackEntry): boolean =>
  type !== 'sms.message.corrected' && twilioStatusOf(data.status) !== twilioStatusOf(data.previousStatus);

/** The form of a callback. Of a message that was redacted meanwhile, the numbers are empty. */
export const callbackForm = (
  { data }: StatusCallbackEntry,
  message: MessageRecord,
  accountSid: string,
): Readonly<Record<string, string>> => {
  const { status, error, carrier = message.route.carrier } = data;
  const sid = messageSidOf(message.messageId);
  const word = twilioStatusOf(status);
  const content = isErased(message) ? undefined : message;
  const { messagingServiceSid } = message.twilio ?? {};
  return {
    AccountSid: accountSid,
    ApiVersion: apiVersion,
    From: (content && senderThrough(carrier, content)) ?? '',
    MessageSid: sid,
    MessageStatus: word,
    SmsSid: sid,
    SmsStatus: word,
    To: content?.recipient ?? '',
    ...(messagingServiceSid !== undefined && { MessagingServiceSid: messagingServiceSid }),
    ...(error && status !== 'unknown' && { ErrorCode: String(twilioErrorCodeOf(carrier, error)) }),
  };
};
