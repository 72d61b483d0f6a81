import { ListQuery } from '../list-query.ts';
import { MessageList } from '../message-list.ts';
import type { Operation } from '../operation.ts';
import { deliveredExample } from './message-examples.ts';

export const listMessages: Operation = {
  tag: 'Messages',
  summary: 'List messages',
  description:
    'The messages that fit all filters, newest first. Only a page without `nextCursor` is the last: a call does a ' +
    'bounded amount of work and answers with a short or even an empty page rather than late. What was there when you ' +
    'began is listed exactly once, whatever is accepted meanwhile. A new message can be found within about a second.',
  access: 'read',
  query: ListQuery,
  answers: {
    200: {
      description: 'One page.',
      schema: MessageList,
      examples: {
        page: { messages: [deliveredExample], nextCursor: 'WyI2ZDg0ZjM2ZTQ0YTQxMGRhIiwiMjAyNi0xMS0yMiJd' },
        last: { messages: [] },
      },
    },
  },
  problems: ['invalid_request'],
};
