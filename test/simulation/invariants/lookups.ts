import { attemptIdOf } from '../../../core/ids.ts';
import type { Attempt } from '../../../core/message-state.ts';
import { traitsOf } from '../carriers.ts';
import type { History } from '../history.ts';
import type { Outcome } from './check.ts';

/** Whether what a carrier has for the recipient may be another message's. */
const hasRival = ({ messageId, message }: Outcome, outcomes: readonly Outcome[]): boolean =>
  outcomes.some(
    (other) =>
      other.messageId !== messageId &&
      other.message.tenant === message.tenant &&
      other.message.recipientHash === message.recipientHash,
  );

/** How long after the claim a carrier is asked again, in milliseconds: said here once more. Never past the validity. */
const askedForMs = { otp: 60_000, transactional: 900_000, promotional: 900_000 };

/** What clocks may differ by, and what a message needs for its way through a lane. Milliseconds. */
const leewayMs = 20_000;

const askedUntil = ({ message: { lane, expiresAt } }: Outcome, { claimedAt }: Attempt): number =>
  Math.min(Date.parse(claimedAt) + askedForMs[lane], Date.parse(expiresAt)) - leewayMs;

/** What a carrier could tell does not stay unknown: it is asked, and its last word is heeded. */
export const checkLookups = (
  outcome: Outcome,
  outcomes: readonly Outcome[],
  { lookups }: History,
): string[] => {
  const { messageId, message, state } = outcome;
  const attempt = state?.attempts.at(-1);
  if (state?.status !== 'unknown' || attempt?.result !== 'ambiguous') return [];
  if ('erasedAt' in message || !traitsOf(attempt.carrier).lookup) return [];
  const attemptId = attemptIdOf(messageId, attempt.number);
  const last = lookups.findLast((lookup) => lookup.attemptId === attemptId);
  if (!last) return [`attempt ${attempt.number} is unknown, and its carrier was never asked`];
  if (last.at < askedUntil(outcome, attempt)) return [`attempt ${attempt.number} was not asked about again`];
  // Of an earlier attempt nobody may know whether what was found is its.
  const isAlone = state.attempts.filter(({ result }) => result === 'ambiguous').length === 1;
  // What a run learned that was killed then, or could not write it down, its twin need not know, and that one may have
  // let go of their entry.
  const isClear =
    isAlone &&
    last.by.didAll &&
    last.found?.every((found) => found === attemptId) &&
    !hasRival(outcome, outcomes);
  return isClear ? [`attempt ${attempt.number} is unknown, though its carrier told what became of it`] : [];
};
