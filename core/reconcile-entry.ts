import * as z from 'zod';
import { LaneEntry } from './lane-entry.ts';

/** What the reconcile queue holds: the attempt of a message whose outcome nobody knows. Ids only. */
export const ReconcileEntry = LaneEntry.extend({ attempt: z.number().int().positive() });
export type ReconcileEntry = z.infer<typeof ReconcileEntry>;
