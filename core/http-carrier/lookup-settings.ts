import * as z from 'zod';
import { FailureCode } from '../failures.ts';
import { ReceiptStatus } from '../receipt.ts';
import { Pointer } from './answer-settings.ts';
import { Match } from './inbound-settings.ts';
import { bodyWith, headersWith, urlWith } from './request-settings.ts';
import type { Placeholder } from './template.ts';

/** What is known of a text when its answer was lost: our id of the submit, and no id of the carrier's. */
const known: readonly Placeholder[] = [
  'attemptId',
  'recipient',
  'recipientDigits',
  'sender',
  'submittedAfter',
  'submittedBefore',
];

/** A wrong credential, a rate limit and a time-out say nothing of a text. */
const provesNothing = [401, 403, 407, 408, 429];

const Absence = Match.partial()
  .extend({
    httpStatus: z
      .int()
      .refine(
        (status) => status === 200 || (status >= 400 && status < 500 && !provesNothing.includes(status)),
        `only 200 and 4xx can say that a text is not there, and not ${provesNothing.join(', ')}`,
      )
      .meta({ description: 'The HTTP status that says so.' }),
  })
  .refine(({ at, is }) => (at === undefined) === (is === undefined), {
    error: '`at` and `is` belong together: give both or neither',
  })
  .refine(({ httpStatus, at }) => httpStatus !== 200 || at !== undefined, {
    error: 'a 200 by itself does not say that a text is not there: say by `at` and `is` what in it does',
  });
export type Absence = z.infer<typeof Absence>;

/** How the API is asked what became of a submit whose answer was lost. */
export const LookupSettings = z
  .strictObject({
    method: z.enum(['GET', 'POST']).default('GET'),
    url: urlWith(known).meta({ description: 'Where the API is asked.' }),
    headers: headersWith(['attemptId']).default({}),
    body: bodyWith(known).optional().meta({ description: 'Of a POST.' }),
    each: Pointer.optional().meta({
      description: 'Where the list of texts is. An empty list says that the text is not there.',
    }),
    next: Pointer.optional().meta({
      description:
        'Where the link to the next page of the list is. Its query counts, at the URL of the first.',
    }),
    id: Pointer.meta({ description: "Where the carrier's message id is." }),
    status: Pointer.meta({ description: 'Where the status is.' }),
    code: Pointer.optional().meta({ description: 'Where the reason of a failure is.' }),
    attemptId: Pointer.optional().meta({
      description: 'Where our attempt id is. Without it, the request has to ask for one attempt alone.',
    }),
    statuses: z.record(z.string(), ReceiptStatus).optional().meta({
      description: 'What each status means, if not what it means in receipts.',
    }),
    codes: z.record(z.string(), FailureCode).optional().meta({
      description: 'What each reason means, if not what it means in receipts.',
    }),
    absent: z.array(Absence).default([]).meta({
      description: 'The answers that say that the text is not there.',
    }),
    settleSeconds: z.int().min(0).max(3600).default(900).meta({
      description: 'Seconds after which a text that was taken is surely found.',
    }),
  })
  .superRefine(({ method, body, each, next }, context) => {
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (body && method === 'GET') refuse('body', 'a GET has none: say "method": "POST", or use the query');
    if (next !== undefined && each === undefined)
      refuse('next', 'only a list has pages: say by `each` where it is');
    if (next !== undefined && method === 'POST') refuse('next', 'pages are followed by GET only');
  });
export type LookupSettings = z.infer<typeof LookupSettings>;
