import * as z from 'zod';
import { type AnswerWords, accepted } from '../../adapters/carriers/answer.ts';
import { codeTable } from '../../adapters/carriers/code-table.ts';
import type { FailureCode } from '../../core/failures.ts';

export const failureOfToyCode = codeTable<FailureCode>({
  gone: 'unknown_subscriber',
  away: 'unreachable_handset',
});

const Taken = z.object({ id: z.string() });
const Refused = z.object({ code: z.string().regex(/^[a-z]{1,20}$/) });

export const toyWords: AnswerWords = {
  taken: (body) => {
    const taken = Taken.safeParse(body);
    return taken.success ? accepted(taken.data.id) : undefined;
  },
  codeOf: (body) => Refused.safeParse(body).data?.code,
  failureOf: failureOfToyCode,
};
