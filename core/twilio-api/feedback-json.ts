import { TwilioError } from './errors.ts';
import { pathOf, rfc2822, type TwilioMessage } from './message-json.ts';

/** Answers feedback on a message: it is taken note of, and changes nothing. */
export const feedbackJson = (message: TwilioMessage, form: URLSearchParams, now: Date) => {
  const outcome = form.get('Outcome') || 'confirmed';
  if (outcome !== 'confirmed' && outcome !== 'unconfirmed') {
    throw new TwilioError(20422, "'Outcome' takes confirmed or unconfirmed.");
  }
  const at = rfc2822(now.toISOString());
  return {
    account_sid: message.account_sid,
    date_created: at,
    date_updated: at,
    message_sid: message.sid,
    outcome,
    uri: pathOf(message.account_sid, 'Messages', message.sid, 'Feedback'),
  };
};
