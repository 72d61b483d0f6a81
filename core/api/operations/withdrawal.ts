import * as z from 'zod';
import { MessageId } from '../../ids.ts';
import { MessageResource } from '../message-resource.ts';
import type { Operation } from '../operation.ts';
import { canceledExample } from './message-examples.ts';

export const cancelMessage: Operation = {
  tag: 'Messages',
  summary: 'Cancel a message',
  description:
    'Keeps a message that is `accepted` or `scheduled` from being sent. It wins or loses against the submit, never ' +
    'both: after a 200 the text is not sent, after a 409 it is too late. Repeating the call is safe.',
  access: 'send',
  pathParameters: z.object({ messageId: MessageId }),
  answers: {
    200: {
      description: 'The canceled message.',
      schema: MessageResource,
      examples: { canceled: canceledExample },
    },
  },
  problems: ['not_found', 'not_cancelable'],
};

export const eraseContent: Operation = {
  tag: 'Messages',
  summary: 'Erase the content of a message',
  description:
    'Removes recipient, text, sender and metadata for good, and keeps status, attempts and timeline. A message that ' +
    'may still be submitted is refused: cancel it first. Repeating the call is safe.',
  access: 'send',
  pathParameters: z.object({ messageId: MessageId }),
  answers: { 204: { description: 'Erased.' } },
  problems: ['not_found', 'not_erasable'],
};
