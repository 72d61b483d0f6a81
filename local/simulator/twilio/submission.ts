import { isCallable } from '../loopback.ts';
import type { TwilioErrorCode } from './errors.ts';

/** A submit whose parameters Twilio would take. */
export type Submission = {
  readonly to: string;
  readonly from?: string;
  readonly messagingServiceSid?: string;
  readonly body: string;
  readonly statusCallback?: string;
};

const maxBodyLength = 1600;

const isNumber = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text);
const isSender = (text: string): boolean =>
  isNumber(text) || /^\d{3,8}$/.test(text) || /^(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11}$/.test(text);

/** Checks a submit's form in Twilio's order. */
export const readSubmission = (
  form: URLSearchParams,
):
  | { readonly ok: true; readonly submission: Submission }
  | { readonly ok: false; readonly code: TwilioErrorCode } => {
  const refuse = (code: TwilioErrorCode) => ({ ok: false, code }) as const;
  const [to, from, body] = [form.get('To'), form.get('From'), form.get('Body')];
  const messagingServiceSid = form.get('MessagingServiceSid');
  const statusCallback = form.get('StatusCallback');
  const validity = form.get('ValidityPeriod');

  if (!to) return refuse(21604);
  if (!from && !messagingServiceSid) return refuse(21603);
  if (!body) return refuse(21602);
  if (body.length > maxBodyLength) return refuse(21617);
  if (!isNumber(to)) return refuse(21211);
  if (from && !isSender(from)) return refuse(21212);
  if (messagingServiceSid && !/^MG[0-9a-fA-F]{32}$/.test(messagingServiceSid)) return refuse(20001);
  if (statusCallback && !isCallable(statusCallback)) return refuse(21609);
  if (validity && !(/^\d{1,5}$/.test(validity) && Number(validity) >= 1 && Number(validity) <= 36_000)) {
    return refuse(20001);
  }
  const submission = {
    to,
    body,
    ...(from && { from }),
    ...(messagingServiceSid && { messagingServiceSid }),
    ...(statusCallback && { statusCallback }),
  };
  return { ok: true, submission };
};
