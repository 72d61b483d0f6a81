import * as z from 'zod';
import type { FailureCode } from '../failures.ts';
import type { MessageState, TimelineEntry } from '../message-state.ts';
import { isErased, type MessageRecord } from '../outbound-message.ts';
import type { Status } from '../status.ts';
import { analyse } from '../text/analyse.ts';
import { ForcingCharacter, showForcing } from './forcing-character.ts';

const Gate = z.strictObject({
  gate: z.enum(['cancel', 'sendAt', 'validity', 'optOut', 'budget']).meta({
    description:
      '`cancel`: nobody canceled it. `sendAt`: its time has come. `validity`: it is still worth sending. `optOut`: ' +
      "the recipient has not opted out. `budget`: the tenant's day has room; it is shown where it stopped a text.",
  }),
  outcome: z.enum(['waiting', 'passed', 'stopped']),
  at: z.iso.datetime().optional().meta({ description: 'When it was passed, or stopped the message.' }),
});
type Gate = z.infer<typeof Gate>;

/** Why a message went as it did. It is worked out of what is stored, each time that it is shown. */
export const Explanation = z
  .strictObject({
    rule: z.string().meta({ description: 'The rule of the routing that chose the carriers.' }),
    encoding: z
      .strictObject({
        reason: z.enum(['fits_gsm7', 'needs_ucs2', 'asked_for']),
        forcingCharacters: z.array(ForcingCharacter).meta({ description: 'What forces UCS-2.' }),
      })
      .optional()
      .meta({ description: 'Why it is GSM-7 or UCS-2. Left out once the content was erased.' }),
    gates: z.array(Gate).meta({ description: 'What stands before a submit, in this order.' }),
  })
  .meta({ id: 'Explanation', description: 'The rule, the encoding and the gates of a message.' });
export type Explanation = z.infer<typeof Explanation>;

/** How a gate ends a message; a carrier that gives the same reason fails it. */
const refused: ReadonlySet<Status> = new Set(['expired', 'blocked']);

const encodingOf = (message: MessageRecord): Explanation['encoding'] => {
  if (isErased(message)) return undefined;
  if (message.encoding === 'gsm7') return { reason: 'fits_gsm7', forcingCharacters: [] };
  const forcingCharacters = analyse(message.body).forcing.map(showForcing);
  return { reason: forcingCharacters.length > 0 ? 'needs_ucs2' : 'asked_for', forcingCharacters };
};

const gatesOf = ({ sendAt }: MessageRecord, { timeline, attempts }: MessageState): Gate[] => {
  const judge = (gate: Gate['gate'], stop: TimelineEntry | undefined, passedAt: string | undefined): Gate => {
    if (stop) return { gate, outcome: 'stopped', at: stop.at };
    return passedAt === undefined ? { gate, outcome: 'waiting' } : { gate, outcome: 'passed', at: passedAt };
  };
  const refusedFor = (code: FailureCode): TimelineEntry | undefined =>
    timeline.find(({ status, failureCode }) => failureCode === code && refused.has(status));
  const canceled = timeline.find(({ status, carrier }) => status === 'canceled' && carrier === undefined);
  const claimedAt = attempts[0]?.claimedAt;
  const submittedAt = attempts.find(({ result }) => result !== 'notSubmitted')?.claimedAt;
  const overBudget = refusedFor('budget_exhausted');
  return [
    judge('cancel', canceled, claimedAt),
    ...(sendAt === undefined ? [] : [judge('sendAt', undefined, claimedAt)]),
    judge('validity', refusedFor('validity_passed'), submittedAt),
    judge('optOut', refusedFor('opted_out'), submittedAt),
    ...(overBudget ? [judge('budget', overBudget, undefined)] : []),
  ];
};

export const explain = (message: MessageRecord, state: MessageState): Explanation => {
  const encoding = encodingOf(message);
  return { rule: message.route.rule, ...(encoding && { encoding }), gates: gatesOf(message, state) };
};
