import type { MessageId } from '../../../core/ids.ts';
import type { MessageState } from '../../../core/message-state.ts';
import { MessageRecord } from '../../../core/outbound-message.ts';
import type { Receipt } from '../../../core/receipt.ts';
import { stateIn } from '../rows.ts';
import type { World } from '../world.ts';
import { checkErasure } from './erasure.ts';
import { checkEvents } from './events.ts';
import { checkIdempotency } from './idempotency.ts';
import { checkLookups } from './lookups.ts';
import { checkPace } from './pace.ts';
import { checkReceipts } from './receipts.ts';
import { checkSubmits } from './submits.ts';

/** One message as the pipeline left it. */
export type Outcome = {
  readonly messageId: MessageId;
  readonly message: MessageRecord;
  /** Undefined where nobody ever claimed it. */
  readonly state: MessageState | undefined;
  readonly isAccepted: boolean;
};

export const outcomesOf = ({ messages, statuses, history }: World): Outcome[] => {
  const { accepted } = history;
  return [...messages.items.values()].map((item) => {
    const message = MessageRecord.parse(item);
    const { messageId } = message;
    const row = statuses.items.get(messageId);
    return { messageId, message, state: row && stateIn(row), isAccepted: accepted.has(messageId) };
  });
};

const settled: readonly string[] = [
  'delivered',
  'undelivered',
  'failed',
  'expired',
  'canceled',
  'blocked',
  'unknown',
  // Until its receipt comes: the carrier has it, and nothing is left to do.
  'sent',
];

const checkFinality = ({ state, isAccepted }: Outcome): string[] =>
  isAccepted && !settled.includes(state?.status ?? 'accepted')
    ? [`ended as ${state?.status ?? 'accepted'}`]
    : [];

/** Accepted, and neither final nor in a queue: nobody will ever look at it again. */
export const checkConservation = (world: World): string[] => {
  const queued = new Set(
    world.queues.flatMap(({ entries, deadLetters }) =>
      [...entries, ...deadLetters].map(({ body }) => String(JSON.parse(body).messageId)),
    ),
  );
  return outcomesOf(world).flatMap((outcome) =>
    queued.has(outcome.messageId)
      ? []
      : checkFinality(outcome).map((what) => `${outcome.messageId}: lost, ${what}`),
  );
};

/** What is wrong with the world once nothing happens in it any more: nothing, one hopes. */
export const check = (world: World, outcomes: readonly Outcome[]): string[] => {
  const { history, bus } = world;
  const parked = new Set(world.receipts.deadLetters.map(({ body }) => body));
  const isParked = (receipt: Receipt): boolean =>
    parked.has(JSON.stringify(receipt)) &&
    world.messageOf(receipt) === undefined &&
    // What is written in a row can be found.
    !outcomes.some(({ state }) =>
      state?.attempts.some(({ carrierMessageId }) => carrierMessageId === receipt.carrierMessageId),
    );
  const told = Map.groupBy(bus.published, ({ messageId }) => messageId);
  const perMessage = outcomes.flatMap((outcome) =>
    [
      ...checkFinality(outcome),
      ...checkSubmits(outcome, history),
      ...checkLookups(outcome, outcomes, history),
      ...checkEvents(outcome, told.get(outcome.messageId) ?? []),
      ...checkReceipts(outcome, history.acknowledged, isParked),
    ].map((what) => `${outcome.messageId}: ${what}`),
  );
  const left = Object.entries({ ...world.lanes, reconcile: world.reconcile, closing: world.closing }).flatMap(
    ([name, { entries, deadLetters }]) =>
      entries.size + deadLetters.length > 0 ? [`the ${name} queue is not empty`] : [],
  );
  return [
    ...history.violations,
    ...perMessage,
    ...left,
    ...checkIdempotency(history),
    ...checkErasure(world),
    ...(world.isPaced ? checkPace(history) : []),
  ];
};
