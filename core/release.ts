import { endAttempt } from './lifecycle.ts';
import type { MessageState } from './message-state.ts';
import { unsettledAttempt } from './settlement.ts';

const releaseTo = (state: MessageState, number: number, change: (state: MessageState) => MessageState) =>
  unsettledAttempt(state, number) ? { ...change(state), status: 'accepted' as const } : state;

/** The carrier never took attempt `number`: another is no duplicate. Not an event, like every release. */
export const releaseAbsent = (state: MessageState, number: number): MessageState =>
  releaseTo(state, number, (unknown) => endAttempt(unknown, { result: 'absent' }));

/** The policy takes the risk of a duplicate, once. */
export const releaseByPolicy = (state: MessageState, number: number): MessageState =>
  state.policyReleasedAttempt === undefined
    ? releaseTo(state, number, (unknown) => ({ ...unknown, policyReleasedAttempt: number }))
    : state;

/** Whether attempt `number` was given up, whatever has become of the message since. */
export const wasReleased = ({ attempts, policyReleasedAttempt }: MessageState, number: number): boolean =>
  policyReleasedAttempt === number ||
  attempts.some((attempt) => attempt.number === number && attempt.result === 'absent');
