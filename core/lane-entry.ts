import * as z from 'zod';
import { MessageId } from './ids.ts';
import { versioned } from './schema-version.ts';

/** What a lane queue holds. Ids only: a queue entry never carries a number or a text. */
export const LaneEntry = z.object({ ...versioned, messageId: MessageId, tenant: z.string().min(1) });
export type LaneEntry = z.infer<typeof LaneEntry>;
