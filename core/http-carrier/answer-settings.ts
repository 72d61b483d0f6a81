import * as z from 'zod';
import { FailureCode } from '../failures.ts';

export const Pointer = z
  .string()
  .regex(
    /^(\/([^~/]|~[01])*)*$/,
    'not a JSON Pointer such as /messages/0/id, or an empty text for the whole',
  );

const Failing = z.union([z.enum(['permanent', 'temporary', 'ambiguous']), FailureCode]);
const Meaning = z.union([z.literal('accepted'), Failing]);
export type Meaning = z.infer<typeof Meaning>;

/** How the answer to a submit is read. */
export const AnswerSettings = z
  .strictObject({
    id: Pointer.meta({ description: "Where the carrier's message id is." }),
    code: Pointer.optional().meta({
      description: "Where the carrier's status or error code is, if it has one.",
    }),
    codes: z.record(z.string(), Meaning).default({}).meta({
      description: 'What each code means: `accepted`, a kind of failure, or a code of the failure catalogue.',
    }),
    httpStatuses: z
      .record(z.string(), Failing)
      .refine(
        (meanings) => Object.keys(meanings).every((status) => /^[45]\d\d$/.test(status)),
        'only for HTTP statuses from 400 to 599',
      )
      .default({})
      .meta({ description: 'What an HTTP status means where no code says more.' }),
  })
  .refine(({ code, codes }) => (code === undefined) === (Object.keys(codes).length === 0), {
    error: 'codes belong to the pointer `code`: give both or neither',
    path: ['codes'],
  });
export type AnswerSettings = z.infer<typeof AnswerSettings>;
