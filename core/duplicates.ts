import type { Attempt, MessageState } from './message-state.ts';

const openOrTaken: ReadonlySet<Attempt['result']> = new Set(['pending', 'accepted', 'ambiguous']);

/** Whether the carrier may have taken it. */
export const mayBeTaken = ({ result }: Attempt): boolean => openOrTaken.has(result);

/** Attempts that the carriers may have taken; one that the policy let go of counts even when the row forgets it. */
const countTaken = ({ attempts, policyReleasedAttempt }: MessageState): number =>
  attempts.filter((attempt) => attempt.number !== policyReleasedAttempt && mayBeTaken(attempt)).length +
  (policyReleasedAttempt === undefined ? 0 : 1);

/** Says of a row whose attempts have changed whether its recipient may get the text twice. */
export const judgeDuplicate = (state: MessageState): MessageState => {
  const { possibleDuplicate: _before, ...rest } = state;
  return countTaken(state) > 1 ? { ...rest, possibleDuplicate: true } : rest;
};

/**
 * Whether an attempt that the policy let go of may still arrive. Such a message cannot end as if its text had never
 * been sent.
 */
export const mayStillArrive = ({ policyReleasedAttempt }: MessageState): boolean =>
  policyReleasedAttempt !== undefined;
