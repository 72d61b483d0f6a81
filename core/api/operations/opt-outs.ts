import * as z from 'zod';
import type { Operation } from '../operation.ts';
import { OptOutResource } from '../opt-out-resource.ts';

const pathParameters = z.object({
  number: z.string().meta({
    description: 'E.164. Its `+` may be written as `%2B`.',
    examples: ['+447700900001'],
  }),
});
const optOut = { number: '+447700900001', since: '2026-11-22T09:30:00.000Z', source: 'api' };
const answer = { schema: OptOutResource, examples: { optOut } };

export const getOptOut: Operation = {
  tag: 'Opt-outs',
  summary: 'See whether a number has opted out',
  description: 'Since when, and who said so.',
  access: 'read',
  pathParameters,
  answers: { 200: { description: 'It has.', ...answer } },
  problems: ['invalid_request', 'not_found'],
};

export const putOptOut: Operation = {
  tag: 'Opt-outs',
  summary: 'Record an opt-out',
  description:
    'Once it is answered, no text of yours that is claimed later goes to the number: it becomes `blocked`. Recorded ' +
    'again, it stays as it was.',
  access: 'send',
  pathParameters,
  answers: { 200: { description: 'Recorded.', ...answer } },
  problems: ['invalid_request'],
};

export const deleteOptOut: Operation = {
  tag: 'Opt-outs',
  summary: 'Remove an opt-out',
  description: 'Texts go to the number again. Only do so when its owner has asked for it.',
  access: 'send',
  pathParameters,
  answers: { 204: { description: 'There is none now.' } },
  problems: ['invalid_request'],
};
