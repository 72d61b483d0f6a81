import * as z from 'zod';
import { Lane } from '../lanes.ts';
import { Status } from '../status.ts';
import { IsoTime } from './iso-time.ts';

/** The query of `GET /v1/messages`. Unknown parameters are refused by name. */
export const ListQuery = z
  .strictObject({
    to: z
      .string()
      .min(1)
      .max(64)
      // A plus sign that a client forgot to encode arrives as a space.
      .transform((to) => to.replace(/^ /, '+'))
      .optional()
      .meta({ description: 'Only texts to this number, in E.164.', examples: ['+447700900001'] }),
    status: Status.optional().meta({ description: 'Only messages that stand here now.' }),
    type: Lane.optional().meta({ description: 'Only texts of this type.' }),
    reference: z.string().min(1).max(100).optional().meta({ description: 'Only texts with this reference.' }),
    from: IsoTime.optional().meta({ description: 'Only messages accepted at this time or later.' }),
    until: IsoTime.optional().meta({ description: 'Only messages accepted before this time.' }),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(100)
      .default(20)
      .meta({ description: 'The most messages that one page holds.' }),
    cursor: z
      .string()
      .max(500)
      .optional()
      .meta({ description: 'The `nextCursor` of the page before, with the same filters.' }),
  })
  .meta({ id: 'ListQuery', description: 'Which messages to list. All filters must hold.' });
export type ListQuery = z.infer<typeof ListQuery>;

/** What a listing asks for, whichever page of it. */
export type ListFilters = Omit<ListQuery, 'limit' | 'cursor'>;
