import type { SubmitFacts } from '../http-carrier.ts';

/** Twilio keeps a text in its queue for at most ten hours. */
const longestValiditySeconds = 36_000;

/** Asks for five repeats of a callback that fails in any way; Twilio reads it and does not send or sign it. */
const connectionOverrides = '#rc=5&rp=all';

const senderField = (sender: string) =>
  /^MG[0-9a-fA-F]{32}$/.test(sender) ? { MessagingServiceSid: sender } : { From: sender };

/** The form that `POST …/Messages.json` takes. */
export const messageForm = ({ request, sender, receiptsUrl }: Omit<SubmitFacts<never>, 'secret'>): string =>
  new URLSearchParams({
    To: request.recipient,
    ...senderField(sender),
    Body: request.text,
    StatusCallback: `${receiptsUrl}${connectionOverrides}`,
    ValidityPeriod: String(
      Math.min(Math.max(Math.floor(request.validitySeconds), 1), longestValiditySeconds),
    ),
  }).toString();
