import type { SimulatorAnswer } from '../http-server.ts';

/** The errors of Twilio's API that the simulator gives: HTTP status and message by code. */
const errors = {
  20001: { status: 400, message: 'Invalid parameter' },
  20003: { status: 401, message: 'Authenticate' },
  20004: { status: 405, message: 'Method not allowed' },
  20005: { status: 403, message: 'Account is not active' },
  20404: { status: 404, message: 'The requested resource was not found' },
  20429: { status: 429, message: 'Too Many Requests' },
  20500: { status: 500, message: 'Internal Server Error' },
  21211: { status: 400, message: "The 'To' number is not a valid phone number." },
  21212: { status: 400, message: "The 'From' number is not a valid phone number, shortcode or sender id." },
  21408: { status: 403, message: 'Permission to send an SMS has not been enabled for the region.' },
  21602: { status: 400, message: 'Message body is required.' },
  21603: { status: 400, message: "A 'From' phone number is required." },
  21604: { status: 400, message: "A 'To' phone number is required." },
  21606: { status: 400, message: "The 'From' number cannot send to this number." },
  21609: { status: 400, message: "The 'StatusCallback' URL is not a valid URL." },
  21610: { status: 400, message: 'Attempt to send to unsubscribed recipient' },
  21611: { status: 429, message: "This 'From' number has exceeded the maximum number of queued messages" },
  21612: { status: 400, message: "Message cannot be sent with the current combination of 'To' and 'From'." },
  21614: { status: 400, message: "The 'To' number is not a valid mobile number" },
  21617: { status: 400, message: 'The concatenated message body exceeds the 1600 character limit.' },
  21618: { status: 400, message: 'The message body cannot be sent' },
  30008: { status: 400, message: 'Unknown error' },
} as const;
export type TwilioErrorCode = keyof typeof errors;

export const twilioError = (
  code: TwilioErrorCode,
  headers: Readonly<Record<string, string>> = {},
): SimulatorAnswer => {
  const { status, message } = errors[code];
  return {
    status,
    headers,
    json: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
};
