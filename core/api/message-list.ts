import * as z from 'zod';
import { MessageResource } from './message-resource.ts';

/** One page of a listing. */
export const MessageList = z
  .strictObject({
    messages: z.array(MessageResource).meta({ description: 'Newest first.' }),
    nextCursor: z.string().optional().meta({
      description: 'There may be more: ask again with this cursor. Without it, this was the last page.',
    }),
  })
  .meta({
    id: 'MessageList',
    description: 'Messages, newest first. A page may be short, even empty, and not be the last.',
  });
export type MessageList = z.infer<typeof MessageList>;
