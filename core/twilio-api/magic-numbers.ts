import type { TwilioErrorCode } from './errors.ts';

/** The sender that Twilio's test credentials may use. */
const testSender = '+15005550006';

/** https://www.twilio.com/docs/iam/test-credentials#test-sms-messages-parameters-From */
const senders: ReadonlyMap<string, TwilioErrorCode> = new Map([
  ['+15005550001', 21212],
  ['+15005550007', 21606],
  ['+15005550008', 21611],
]);

const recipients: ReadonlyMap<string, TwilioErrorCode> = new Map([
  ['+15005550001', 21211],
  ['+15005550002', 21612],
  ['+15005550003', 21408],
  ['+15005550004', 21610],
  ['+15005550009', 21614],
]);

/** How a text by test credentials is refused for its numbers; undefined where it is taken. */
export const magicRefusal = (to: string, from: string | undefined): TwilioErrorCode | undefined => {
  if (from !== testSender) return senders.get(from ?? '') ?? 21606;
  return recipients.get(to);
};
