import * as z from 'zod';
import { type AnswerWords, accepted } from '../answer.ts';
import { failed } from '../failure.ts';

const Accepted = z.object({ message_uuid: z.tuple([z.string().regex(/^[\w-]{1,200}$/)], z.string()) });
const Invalid = z.object({ message_uuid: z.tuple([]), invalid_number: z.tuple([z.string()], z.string()) });

/** How Plivo answers a submit. A refusal has a sentence, which may quote the number, and no code. */
export const plivoWords: AnswerWords = {
  taken: (body) => {
    const taken = Accepted.safeParse(body);
    if (taken.success) return accepted(taken.data.message_uuid[0]);
    // Nobody was left to send it to
    return Invalid.safeParse(body).success
      ? failed('invalid_destination', { carrierCode: 'invalid_number' })
      : undefined;
  },
  codeOf: () => undefined,
  failureOf: () => undefined,
};
