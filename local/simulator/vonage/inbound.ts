import { randomUUID } from 'node:crypto';
import { digits } from '../digits.ts';
import type { InboundVoice } from '../inbound/inbound-text.ts';
import { uuidOf } from '../story.ts';
import { signBody, signParameters } from './signature.ts';

type Account = {
  readonly apiKey: string;
  readonly applicationId: string;
  readonly signatureSecret: string;
};

/** How the SMS API posts an incoming text. */
export const vonageSmsInbound = ({ apiKey, signatureSecret }: Account): InboundVoice => ({
  name: 'vonage',
  idOf: (hex) => hex.slice(0, 16).toUpperCase(),
  callback: ({ id, from, to, text }, at) => {
    const [word = ''] = text.toUpperCase().split(' ');
    const parameters = {
      'api-key': apiKey,
      keyword: word,
      messageId: id,
      'message-timestamp': at.toISOString().slice(0, 19).replace('T', ' '),
      msisdn: digits(from),
      nonce: randomUUID(),
      text,
      timestamp: String(Math.floor(at.getTime() / 1000)),
      to: digits(to),
      type: 'text',
    };
    const sig = signParameters(parameters, signatureSecret);
    return {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...parameters, sig }).toString(),
    };
  },
});

/** How the Messages API posts one. */
export const vonageMessagesInbound = (account: Account): InboundVoice => ({
  name: 'vonage',
  idOf: uuidOf,
  callback: ({ id, from, to, text }, at) => {
    const body = JSON.stringify({
      channel: 'sms',
      message_uuid: id,
      to: digits(to),
      from: digits(from),
      timestamp: at.toISOString(),
      message_type: 'text',
      text,
    });
    const token = signBody(body, account, at, randomUUID());
    return { headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body };
  },
});
