import * as z from 'zod';
import { Problem } from '../problem.ts';
import { MessageResource } from './message-resource.ts';

/** The answer to a batch. */
export const BatchResults = z
  .strictObject({
    results: z.array(z.union([MessageResource, Problem])).meta({
      description: 'One a text, in their order: the message, or why it was refused.',
    }),
  })
  .meta({ id: 'BatchResults', description: 'What became of each text of a batch.' });
export type BatchResults = z.infer<typeof BatchResults>;
