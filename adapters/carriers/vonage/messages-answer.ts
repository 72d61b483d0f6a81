import * as z from 'zod';
import { type AnswerWords, accepted } from '../answer.ts';
import { failureOfMessagesCode } from './messages-codes.ts';

const Accepted = z.object({ message_uuid: z.string().regex(/^[\w-]{1,200}$/) });

/** RFC 7807: the code is the last part of the type, `…/api-errors/messages#1120`. */
const Problem = z.object({ type: z.string() });

export const codeOfType = (type: string | undefined): string | undefined =>
  /#(\d{4}|[a-z-]{1,40})$/.exec(type ?? '')?.[1];

/** Vonage itself failed, or the way on: the text may have gone out. In a receipt they are a final no. */
const maybeSent: readonly (string | undefined)[] = ['1030', '1100', '1331'];

/** How the Messages API answers a submit. */
export const messagesWords: AnswerWords = {
  taken: (body) => {
    const message = Accepted.safeParse(body);
    return message.success ? accepted(message.data.message_uuid) : undefined;
  },
  codeOf: (body) => codeOfType(Problem.safeParse(body).data?.type),
  failureOf: (code) => (maybeSent.includes(code) ? 'outcome_unknown' : failureOfMessagesCode(code)),
};
