import type { MessageState } from './message-state.ts';
import type { Status } from './status.ts';

const waiting: ReadonlySet<Status> = new Set(['scheduled', 'accepted', 'sending']);

/**
 * Whether a submit of the message may yet begin or be under way. One of unknown outcome may be settled by another
 * submit, until its validity has passed.
 */
export const mayStillBeSubmitted = (
  { status }: MessageState,
  { expiresAt }: { readonly expiresAt: string },
  now: Date,
): boolean => waiting.has(status) || (status === 'unknown' && now.toISOString() < expiresAt);
