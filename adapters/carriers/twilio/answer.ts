import * as z from 'zod';
import { type AnswerWords, accepted } from '../answer.ts';
import { failureOfTwilioCode } from './error-codes.ts';

const Accepted = z.object({ sid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/) });
const Refused = z.object({ code: z.number().int() });

/** How Twilio answers a submit. */
export const twilioWords: AnswerWords = {
  taken: (body) => {
    const message = Accepted.safeParse(body);
    return message.success ? accepted(message.data.sid) : undefined;
  },
  codeOf: (body) => Refused.safeParse(body).data?.code.toString(),
  failureOf: failureOfTwilioCode,
};
