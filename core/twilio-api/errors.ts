/**
 * Every refusal of the Twilio-compatible API: HTTP status and sentence by Twilio's code. Sentences are ours.
 * https://www.twilio.com/docs/api/errors
 */
export const twilioErrors = {
  20003: { status: 401, message: 'The account SID and the auth token do not fit the account of this path.' },
  20004: { status: 405, message: 'The method is not allowed on this resource.' },
  20403: { status: 403, message: 'These credentials do not allow this.' },
  20404: { status: 404, message: 'The requested resource was not found.' },
  20409: { status: 409, message: 'The message is not in a final status yet.' },
  20413: { status: 413, message: 'The body is too large.' },
  20415: { status: 415, message: 'Send the body as application/x-www-form-urlencoded.' },
  20422: { status: 400, message: 'A parameter is invalid.' },
  20429: { status: 429, message: 'Too many requests.' },
  20500: { status: 500, message: 'Something failed on our side.' },
  21211: { status: 400, message: "The 'To' number is not a valid phone number." },
  21212: { status: 400, message: "The 'From' is not a valid phone number, short code or sender name." },
  21408: { status: 403, message: 'Texts to the region of this number are not enabled.' },
  21602: { status: 400, message: 'A message body is required.' },
  21603: { status: 400, message: "A 'From' or a 'MessagingServiceSid' is required." },
  21604: { status: 400, message: "A 'To' number is required." },
  21606: { status: 400, message: "The 'From' number cannot send texts from this account." },
  21609: { status: 400, message: "The 'StatusCallback' is not a URL that can be called." },
  21610: { status: 400, message: 'The recipient has opted out.' },
  21611: { status: 429, message: "The 'From' number has too many texts queued." },
  21612: { status: 400, message: "The 'To' number cannot be reached from this 'From'." },
  21614: { status: 400, message: "The 'To' number cannot receive texts." },
  21617: { status: 400, message: 'The body is too long.' },
  21620: { status: 400, message: 'Media cannot be sent: this is a service for texts.' },
  21655: {
    status: 400,
    message: "There are no content templates: leave out 'ContentSid' and send a 'Body'.",
  },
  21701: {
    status: 404,
    message: "The 'MessagingServiceSid' is not of the form MG and 32 hexadecimal digits.",
  },
  30409: { status: 409, message: 'The message can no longer be canceled.' },
  35114: { status: 400, message: "The 'SendAt' is not a time at which texts can be scheduled." },
} as const satisfies Record<number, { status: number; message: string }>;

export type TwilioErrorCode = keyof typeof twilioErrors;

/** The body of every refusal. */
export type TwilioErrorBody = {
  readonly code: number;
  readonly message: string;
  readonly more_info: string;
  readonly status: number;
};

/** A refusal on its way to a client of Twilio's. */
export class TwilioError extends Error {
  override readonly name = 'TwilioError';
  readonly code: TwilioErrorCode;

  /** `detail` in place of the code's own sentence. It must not repeat a number or a text. */
  constructor(code: TwilioErrorCode, detail: string = twilioErrors[code].message) {
    super(detail);
    this.code = code;
  }

  toBody(): TwilioErrorBody {
    const { code, message } = this;
    const { status } = twilioErrors[code];
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}
