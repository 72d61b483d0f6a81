import type { InboundVoice } from '../inbound/inbound-text.ts';
import { signCallback } from './signature.ts';

/** How Twilio posts an incoming text to the webhook of the number. */
export const twilioInbound = (account: {
  readonly accountSid: string;
  readonly authToken: string;
}): InboundVoice => ({
  name: 'twilio',
  idOf: (digits) => `SM${digits.slice(0, 32)}`,
  callback: ({ id, from, to, text, url }) => {
    const form = {
      AccountSid: account.accountSid,
      ApiVersion: '2010-04-01',
      Body: text,
      From: from,
      MessageSid: id,
      NumMedia: '0',
      NumSegments: '1',
      SmsMessageSid: id,
      SmsSid: id,
      SmsStatus: 'received',
      To: to,
    };
    return {
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'x-twilio-signature': signCallback(account.authToken, url, form),
      },
      body: new URLSearchParams(form).toString(),
    };
  },
});
