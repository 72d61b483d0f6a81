import * as z from 'zod';
import { MessageId } from '../../ids.ts';
import { IdempotencyKey } from '../idempotency-key.ts';
import { MessageRequest } from '../message-request.ts';
import { MessageResource } from '../message-resource.ts';
import type { Operation } from '../operation.ts';
import { PreviewResource } from '../preview-resource.ts';
import { acceptedExample, explainedExample, messageRequests, previewExample } from './message-examples.ts';

export const sendMessage: Operation = {
  tag: 'Messages',
  summary: 'Send a text',
  description:
    'A 202 means that the message is stored and will reach one final status. Send an `Idempotency-Key`, and a ' +
    'request that is repeated with it, after no answer or a 5xx, is answered as the first one and sent once.',
  access: 'send',
  headers: z.object({
    'Idempotency-Key': IdempotencyKey.optional().meta({
      description:
        'Up to 255 printable ASCII characters. A repeated request gets the bytes of the first answer for as long ' +
        'as the message is kept; another request under the same key is refused.',
      examples: ['order-1042-shipped'],
    }),
  }),
  body: { schema: MessageRequest, examples: messageRequests },
  answers: {
    202: {
      description: 'Stored and queued.',
      schema: MessageResource,
      examples: { accepted: acceptedExample },
      headers: {
        Location: 'The path of the message.',
        'Idempotency-Replayed': '`true` where this is the answer to an earlier request under the same key.',
      },
    },
  },
  problems: [
    'invalid_request',
    'invalid_idempotency_key',
    'key_restricted',
    'idempotency_key_reused',
    'quota_exceeded',
  ],
};

export const previewMessage: Operation = {
  tag: 'Messages',
  summary: 'Preview a text',
  description:
    'Says what sending it would do, by the code that would do it: number, encoding, segments, the characters that ' +
    'force UCS-2, route and price. Nothing is stored or sent.',
  access: 'send',
  body: { schema: MessageRequest, examples: messageRequests },
  answers: {
    200: {
      description: 'What would happen.',
      schema: PreviewResource,
      examples: { preview: previewExample },
    },
  },
  problems: ['invalid_request'],
};

export const getMessage: Operation = {
  tag: 'Messages',
  summary: 'Get a message',
  description:
    'The message, where it stands, every attempt, how it got there, and why: the rule, the encoding and the gates.',
  access: 'read',
  pathParameters: z.object({ messageId: MessageId }),
  answers: {
    200: {
      description: 'The message.',
      schema: MessageResource,
      examples: { accepted: acceptedExample, explained: explainedExample },
    },
  },
  problems: ['not_found'],
};
