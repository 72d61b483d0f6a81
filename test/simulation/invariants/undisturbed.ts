import type { FaultKind } from '../fault-catalogue.ts';
import type { World } from '../world.ts';
import type { Outcome } from './check.ts';

const problemsOf = (world: World, { messageId, state }: Outcome): string[] => {
  const reported = world.history.acknowledged.findLast((one) => one.messageId === messageId)?.receipt.status;
  const { length: submits } = world.history.submitsOf(messageId);
  return [
    // Waiting for its turn may take longer than it is worth sending.
    ...(state?.status === reported || (world.isPaced && state?.status === 'expired')
      ? []
      : [`is ${state?.status}, but its carrier said ${reported}`]),
    ...(submits === (state?.status === 'expired' && reported === undefined ? 0 : 1) &&
    state?.attemptCount === 1
      ? []
      : [`took ${submits} submits`]),
  ];
};

/** What may leave it open whether a carrier took a text. The rest is no excuse. */
const excuses: readonly FaultKind[] = [
  'crashBefore',
  'crashAfter',
  'slow',
  'readFailed',
  'writeRefused',
  'writeTimedOut',
  'tableDown',
  'errorUntaken',
  'errorTaken',
  'submitLost',
  'answerLost',
  'takenLate',
  'carrierDown',
];

/** A message is unknown only where something left it open. */
export const checkExcuses = (world: World, outcomes: readonly Outcome[]): string[] => {
  const { struck, met } = world.faults;
  if ([...struck, ...met].some(({ kind }) => excuses.includes(kind))) return [];
  return outcomes.flatMap(({ messageId, state }) =>
    state?.timeline.some(
      ({ status, failureCode }) => status === 'unknown' && failureCode !== 'receipt_missing',
    )
      ? [`${messageId}: unknown without an excuse`]
      : [],
  );
};

/** Where nothing went wrong, nothing is left to chance: one request, one submit, and what the carrier said of it. */
export const checkUndisturbed = (world: World, outcomes: readonly Outcome[], texts: number): string[] => {
  const { faults, history, queues } = world;
  if (faults.struck.length + faults.met.length + history.withdrawals.length > 0) return [];
  return [
    ...(history.accepted.size === texts && history.answers.length === texts
      ? []
      : ['a request was not accepted']),
    ...(queues.every(({ deadLetters }) => deadLetters.length === 0) ? [] : ['there are dead letters']),
    ...outcomes.flatMap((outcome) =>
      problemsOf(world, outcome).map((what) => `${outcome.messageId}: undisturbed, ${what}`),
    ),
  ];
};
