import { randomInt } from 'node:crypto';
import { digits } from '../digits.ts';
import type { InboundVoice } from '../inbound/inbound-text.ts';
import { uuidOf } from '../story.ts';
import { signCallback } from './signature.ts';

/** How Plivo posts an incoming text to the application of the number. */
export const plivoInbound = ({ authToken }: { readonly authToken: string }): InboundVoice => ({
  name: 'plivo',
  idOf: uuidOf,
  callback: ({ id, from, to, text, url }) => {
    const form = {
      From: digits(from),
      To: digits(to),
      MessageUUID: id,
      Text: text,
      Type: 'sms',
      Units: '1',
      TotalRate: '0',
      TotalAmount: '0',
    };
    const nonce = String(randomInt(1e12));
    return {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-plivo-signature-v3': signCallback(authToken, url, form, nonce),
        'x-plivo-signature-v3-nonce': nonce,
      },
      body: new URLSearchParams(form).toString(),
    };
  },
});
