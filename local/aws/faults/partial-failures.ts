import * as z from 'zod';
import type { AwsAnswer, AwsCall, Backend } from '../call.ts';
import { writeAnswer } from '../wire.ts';

const Entries = z.array(z.record(z.string(), z.unknown())).min(1);
const EventsAnswer = z.object({ Entries: z.array(z.unknown()), FailedEntryCount: z.number() });
const QueueAnswer = z.object({ Successful: z.array(z.unknown()), Failed: z.array(z.unknown()).default([]) });

const refusedEvent = { ErrorCode: 'InternalFailure', ErrorMessage: 'an injected fault' };
const refusedEntry = { Code: 'InternalError', Message: 'an injected fault', SenderFault: false };

/** Every second entry, beginning with the first: so a batch of one is refused as a whole. */
const isRefused = (i: number): boolean => i % 2 === 0;

type Entry = Readonly<Record<string, unknown>>;

/** How each batch call tells of a refused part, given the other entries' answer. */
const answers: Readonly<Record<string, (entries: readonly Entry[], answer: unknown) => object>> = {
  'events:PutEvents': (entries, answer) => {
    const { Entries: taken, FailedEntryCount } = EventsAnswer.parse(answer);
    const left = [...taken];
    const all = entries.map((_, i) => (isRefused(i) ? refusedEvent : left.shift()));
    return { Entries: all, FailedEntryCount: FailedEntryCount + entries.length - taken.length };
  },
  'sqs:SendMessageBatch': (entries, answer) => {
    const { Successful, Failed } = QueueAnswer.parse(answer);
    const refused = entries.filter((_, i) => isRefused(i)).map(({ Id }) => ({ Id, ...refusedEntry }));
    return { Successful, Failed: [...Failed, ...refused] };
  },
};

/** What is answered where no entry is left to hand on. */
const nothing = { Entries: [], FailedEntryCount: 0, Successful: [], Failed: [] };

export const hasParts = ({ service, action }: AwsCall): boolean =>
  Object.hasOwn(answers, `${service}:${action}`);

/** Hands a part of a batch on and refuses the rest, as AWS does now and then; other calls are handed on whole. */
export const refusePart = async (call: AwsCall, next: Backend): Promise<AwsAnswer> => {
  const tell = answers[`${call.service}:${call.action}`];
  const entries = Entries.safeParse(call.input.Entries);
  if (!tell || !entries.success) return next(call);
  const kept = entries.data.filter((_, i) => !isRefused(i));
  if (kept.length === 0) return writeAnswer(call, { ...tell(entries.data, nothing) });
  const answer = await next({ ...call, input: { ...call.input, Entries: kept } });
  if (answer.status !== 200) return answer;
  return writeAnswer(call, { ...tell(entries.data, JSON.parse(answer.body)) });
};
