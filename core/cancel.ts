import { mayStillArrive } from './duplicates.ts';
import { move } from './lifecycle.ts';
import type { MessageState } from './message-state.ts';

const cancelable = new Set<MessageState['status']>(['scheduled', 'accepted']);

/**
 * Cancels a message that no sender has claimed. Any other state comes back as it is: a submit that has begun cannot
 * be taken back, and the claim that came first has won. So it is for one that the policy lets follow another.
 */
export const cancel = (state: MessageState, now: Date): MessageState =>
  cancelable.has(state.status) && !mayStillArrive(state)
    ? move(state, { status: 'canceled', at: now.toISOString() })
    : state;
