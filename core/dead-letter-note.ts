import * as z from 'zod';
import { Fault } from './fault.ts';

/** Why an entry of a queue was given up. No personal data: of an error that is not ours, only the name. */
export const DeadLetterNote = z.object({
  /** The class of the last error; unknown where the function crashed or ran out of time. */
  error: z.string().optional(),
  message: z.string().optional(),
  /** When it was given up, ISO 8601 in UTC. */
  at: z.iso.datetime().optional(),
  /** When the operator took it out of the queue for good. */
  droppedAt: z.iso.datetime().optional(),
});
export type DeadLetterNote = z.infer<typeof DeadLetterNote>;

export const deadLetterNote = (error: unknown, now: Date) => ({
  error: error instanceof Error ? error.name : typeof error,
  ...(error instanceof Fault && { message: error.message }),
  at: now.toISOString(),
});
