import * as z from 'zod';
import { type AnswerWords, accepted } from '../answer.ts';
import { failureOfTelnyxCode } from './error-codes.ts';

const Accepted = z.object({ data: z.object({ id: z.string().regex(/^[\w-]{1,200}$/) }) });
const Refused = z.object({
  errors: z.tuple([z.object({ code: z.coerce.string().regex(/^\d{1,10}$/) })], z.unknown()),
});

/** How Telnyx answers a submit. */
export const telnyxWords: AnswerWords = {
  taken: (body) => {
    const message = Accepted.safeParse(body);
    return message.success ? accepted(message.data.data.id) : undefined;
  },
  codeOf: (body) => Refused.safeParse(body).data?.errors[0].code,
  failureOf: failureOfTelnyxCode,
};
