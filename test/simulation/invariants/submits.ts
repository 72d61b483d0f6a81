import { attemptIdOf } from '../../../core/ids.ts';
import type { Policy } from '../../../core/policy.ts';
import { traitsOf } from '../carriers.ts';
import type { History, Submit } from '../history.ts';
import type { Outcome } from './check.ts';

const neverTaken: readonly string[] = ['failed', 'expired', 'canceled', 'blocked'];

/** What surely was not taken, as the row has it. */
const knownUntaken: readonly string[] = ['refused', 'notSubmitted', 'absent'];

/** What the row believes of each attempt, against what the carriers know. */
const checkAttempts = ({ messageId, state }: Outcome, submits: readonly Submit[]): string[] =>
  (state?.attempts ?? []).flatMap(({ number, result }) => {
    const own = submits.filter(({ attemptId }) => attemptId === attemptIdOf(messageId, number));
    const isTaken = own.some((submit) => submit.isTaken);
    return [
      ...(isTaken && knownUntaken.includes(result) ? [`attempt ${number} is ${result}, but taken`] : []),
      ...(!isTaken && result === 'accepted' ? [`attempt ${number} is accepted, but not taken`] : []),
      ...(own.length > 0 && result === 'notSubmitted' ? [`attempt ${number} was submitted after all`] : []),
    ];
  });

/** A no for good ends a message, and so does nothing less. */
const checkRefusals = ({ messageId, state }: Outcome, submits: readonly Submit[]): string[] => {
  const refused = submits.filter(({ isRefusedForGood }) => isRefusedForGood);
  // Who was told of it, and could write it down.
  const known = (state?.attempts ?? []).find(
    ({ number, result }) =>
      result === 'refused' && refused.some(({ attemptId }) => attemptId === attemptIdOf(messageId, number)),
  );
  const isLast = known === undefined || known.number === state?.attemptCount;
  const last = state?.timeline.findLast(({ contradicts }) => contradicts === undefined);
  const isOurs = last?.status === 'failed' && last.carrierMessageId === undefined;
  return [
    ...(isLast ? [] : [`attempt ${known.number} was refused for good, and others followed`]),
    ...(isOurs && refused.length === 0 ? ['failed without a no for good'] : []),
  ];
};

/** So many submits may have been taken: the policy takes its risk once. */
const mostOpen: Readonly<Record<Policy, number>> = { 'at-most-once': 1, 'at-least-once': 2 };

/** Whoever may get a text twice is told of, and nobody else. */
const checkDuplicates = ({ message, state }: Outcome, submits: readonly Submit[]): string[] => {
  const open = new Set([
    ...(state?.attempts ?? []).flatMap(({ number, result }) => (knownUntaken.includes(result) ? [] : number)),
    ...(state?.policyReleasedAttempt === undefined ? [] : [state.policyReleasedAttempt]),
  ]);
  const taken = new Set(submits.filter(({ isTaken }) => isTaken).map(({ attemptId }) => attemptId));
  const isFlagged = state?.possibleDuplicate ?? false;
  return [
    ...(open.size > mostOpen[message.policy] ? [`may have been taken ${open.size} times`] : []),
    ...(taken.size > 1 && !isFlagged ? [`taken ${taken.size} times, and nobody says so`] : []),
    ...(isFlagged === open.size > 1 ? [] : [`${open.size} attempts are open, flagged: ${isFlagged}`]),
    ...submits.flatMap(({ attemptId, carrier }, i) =>
      !traitsOf(carrier).dedupe && submits.slice(0, i).some((other) => other.attemptId === attemptId)
        ? [`${attemptId} was submitted twice`]
        : [],
    ),
  ];
};

/** After an opt-out was acknowledged, only a function that began before may still submit, for so many milliseconds. */
const longestRunMs = 10_000;

/** No submit that the message's own times, its client or its recipient forbid. */
const checkTimes = ({ message, state }: Outcome, submits: readonly Submit[], history: History): string[] => {
  const { messageId, tenant, recipientHash, expiresAt, sendAt } = message;
  const canceledAt = history.withdrawals.find(
    (one) => one.kind === 'cancel' && one.messageId === messageId,
  )?.at;
  const optedOutAt = history.withdrawals.find(
    (one) => one.kind === 'optOut' && one.tenant === tenant && one.recipientHash === recipientHash,
  )?.at;
  return [
    ...submits.flatMap(({ attemptId, calledAt, at }) => [
      ...(calledAt >= expiresAt ? [`submitted at ${calledAt}, past ${expiresAt}`] : []),
      ...(sendAt !== undefined && calledAt < sendAt ? [`submitted at ${calledAt}, before ${sendAt}`] : []),
      ...(canceledAt !== undefined && at > canceledAt ? ['submitted after it was canceled'] : []),
      ...(optedOutAt !== undefined &&
      (history.claims.get(attemptId)?.at ?? Number.POSITIVE_INFINITY) > optedOutAt
        ? ['submitted for a claim after the opt-out']
        : []),
      ...(optedOutAt !== undefined && at > optedOutAt + longestRunMs
        ? ['submitted long after the opt-out']
        : []),
    ]),
    ...(canceledAt !== undefined && !state?.timeline.some(({ status }) => status === 'canceled')
      ? [`canceled, but ${state?.status}`]
      : []),
  ];
};

/** What the carriers saw of a message, against what became of it. */
export const checkSubmits = (outcome: Outcome, history: History): string[] => {
  const { messageId, state } = outcome;
  const submits = history.submitsOf(messageId);
  const last = state?.timeline.findLast(({ contradicts }) => contradicts === undefined);
  // Where a carrier's receipt says failed or expired, the carrier had taken it.
  const saysUntaken = neverTaken.includes(state?.status ?? '') && last?.carrierMessageId === undefined;
  const isCorrected = state?.timeline.some(({ contradicts }) => contradicts !== undefined);
  return [
    ...(saysUntaken && !isCorrected && submits.some(({ isTaken }) => isTaken)
      ? [`${state?.status}, but taken`]
      : []),
    ...submits.flatMap(({ attemptId }) =>
      history.claims.has(attemptId) ? [] : [`${attemptId} was never claimed`],
    ),
    ...checkAttempts(outcome, submits),
    ...checkRefusals(outcome, submits),
    ...checkDuplicates(outcome, submits),
    ...checkTimes(outcome, submits, history),
  ];
};
