import * as z from 'zod';
import type { Submitted } from '../../../core/carrier.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { type AnswerWords, accepted } from '../answer.ts';
import { failed } from '../failure.ts';
import { failureOfSmsStatus } from './sms-codes.ts';

/** One entry a segment. HTTP says 200 whatever became of it. */
const Segment = z.object({
  status: z.coerce.string().regex(/^\d{1,3}$/),
  'message-id': z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional(),
  'error-text': z.string().optional(),
});
const Answer = z.object({ messages: z.array(Segment).min(1) });
type Segment = z.infer<typeof Segment>;

/** The wait that a throttled answer asks for: `please wait [ 250 ] and retry`, in milliseconds. */
const waitIn = ({ 'error-text': text = '' }: Segment) => {
  const [, milliseconds] = /\[\s*(\d{1,6})\s*\]/.exec(text) ?? [];
  return milliseconds === undefined ? {} : { retryAfterSeconds: Math.ceil(Number(milliseconds) / 1000) };
};

const refused = (segment: Segment): Outcome<Submitted> => {
  const code = failureOfSmsStatus(segment.status) ?? 'invalid_request';
  return failed(code, { carrierCode: segment.status, ...(code === 'throttled' && waitIn(segment)) });
};

const taken = (segments: readonly Segment[]): Outcome<Submitted> | undefined => {
  const [first] = segments;
  const refusal = segments.find(({ status }) => status !== '0');
  if (!refusal) {
    const id = first?.['message-id'];
    return id === undefined ? undefined : accepted(id);
  }
  // Some segments are on their way, so the text must not be sent again: their receipts tell
  const isPartial = segments.some(({ status }) => status === '0');
  return isPartial ? failed('outcome_unknown', { carrierCode: refusal.status }) : refused(refusal);
};

/** How the SMS API answers a submit. */
export const smsWords: AnswerWords = {
  taken: (body) => {
    const answer = Answer.safeParse(body);
    return answer.success ? taken(answer.data.messages) : undefined;
  },
  codeOf: (body) => Answer.safeParse(body).data?.messages[0]?.status,
  failureOf: failureOfSmsStatus,
};
