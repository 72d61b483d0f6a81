import * as z from 'zod';
import { BatchRequest, maxBatch } from '../batch-request.ts';
import { BatchResults } from '../batch-results.ts';
import { IdempotencyKey } from '../idempotency-key.ts';
import type { Operation } from '../operation.ts';
import { problemExample } from '../problem-examples.ts';
import { acceptedExample, messageRequests } from './message-examples.ts';

export const sendBatch: Operation = {
  tag: 'Messages',
  summary: `Send up to ${maxBatch} texts`,
  description:
    'Each text is accepted or refused by itself, as `POST /v1/messages` would, and counts as a request of its own. The ' +
    'answer is 200 whatever became of them; a result has a `messageId` where its text was accepted, and a `code` ' +
    'where it was refused. After no answer, or where a result has the status 429 or 500, repeat the same call under the ' +
    'same `Idempotency-Key`: what was accepted is answered again, and the rest is tried again.',
  access: 'send',
  headers: z.object({
    'Idempotency-Key': IdempotencyKey.optional().meta({
      description:
        'Up to 255 printable ASCII characters. Key and place in the batch together are the key of each text; another ' +
        'text in the same place is refused by itself.',
      examples: ['order-1042-everybody'],
    }),
  }),
  body: {
    schema: BatchRequest,
    examples: { batch: { messages: [messageRequests.code, messageRequests.notification] } },
  },
  answers: {
    200: {
      description: 'What became of each text.',
      headers: {
        'Retry-After':
          'Seconds until a text may be accepted that was refused with the status 429; only if there is one.',
      },
      schema: BatchResults,
      examples: { batch: { results: [acceptedExample, problemExample('invalid_request')] } },
    },
  },
  problems: ['invalid_request', 'invalid_idempotency_key'],
};
