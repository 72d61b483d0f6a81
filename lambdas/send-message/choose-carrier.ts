import type { Carrier } from '../../core/carrier.ts';
import { type OutboundMessage, senderThrough } from '../../core/outbound-message.ts';
import type { CarrierGuard, Clock, Delivery, Log, Pacer, StatusStore } from '../../core/ports.ts';
import { inTurnFrom, turnDelaySeconds } from '../../core/retry.ts';

export type ChooseCarrierDeps = {
  readonly statuses: Pick<StatusStore, 'find'>;
  /** Without it, every carrier counts as healthy. */
  readonly guard?: CarrierGuard;
  readonly pacer?: Pacer;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly jitter: () => number;
  readonly log: Log;
};

/**
 * - `go`: the carrier to claim the message for, by the attempts that it has behind it. With `probe`, the text is to
 *   tell how a carrier is that was ill.
 * - `look`: another run has the message, or had it: there is nothing to claim, but perhaps something to finish.
 * - `wait`: seconds after which the message is to ask again.
 */
export type Choice =
  | { readonly kind: 'go'; readonly carrierFor: (attempts: number) => Carrier; readonly probe: boolean }
  | { readonly kind: 'look' }
  | { readonly kind: 'wait'; readonly seconds: number };

const go = (carriers: readonly Carrier[], probe = false): Choice => ({
  kind: 'go',
  carrierFor: (attempts) => inTurnFrom(carriers, attempts)[0],
  probe,
});

/** The first carrier with room for the text, beginning with the one whose turn it is; or milliseconds to wait. */
const findRoom = async (
  pacer: Pacer,
  { lane, segmentCount, ...message }: OutboundMessage,
  inTurn: readonly [Carrier, ...Carrier[]],
): Promise<Carrier | number> => {
  const requestOf = ({ name }: Carrier) => ({
    ...{ carrier: name, lane, segmentCount },
    sender: senderThrough(name, { lane, segmentCount, ...message }),
  });
  const [first, ...others] = inTurn;
  const waitMs = await pacer.ask(requestOf(first));
  if (waitMs === 0) return first;
  if (waitMs > pacer.longestWaitMs(first.name)) {
    for (const other of others) if (await pacer.take(requestOf(other))) return other;
  }
  return waitMs;
};

/**
 * Chooses among the carriers of the route: the first one, from the one whose turn it is, that is healthy and has room.
 * Nothing has been submitted yet, so that going elsewhere is safe.
 */
export const chooseCarrier = async (
  { statuses, guard, pacer, clock, jitter, log }: ChooseCarrierDeps,
  message: OutboundMessage,
  inTurn: readonly Carrier[],
  delivery: Delivery,
): Promise<Choice> => {
  const { messageId } = message;
  const secondsLeft = (Date.parse(message.expiresAt) - clock().getTime()) / 1000;
  // Claimed only to expire.
  if (secondsLeft <= 0) return go(inTurn);
  const wait = (ms: number): Choice => ({
    kind: 'wait',
    seconds: turnDelaySeconds(ms, secondsLeft, jitter()),
  });

  const admission = await guard?.admit(inTurn.map(({ name }) => name));
  // The row tells whose turn it is. And an entry that came before may have an event to publish, or a claim to give
  // up: a new entry in its place would not know.
  const mayWait = pacer !== undefined || admission?.kind === 'wait';
  const asksRow = mayWait && (delivery.receivedBefore || inTurn.length > 1);
  const state = asksRow ? (await statuses.find(messageId))?.state : undefined;
  if (state && state.status !== 'accepted') return { kind: 'look' };

  if (admission?.kind === 'wait') {
    log.debug('waits for a carrier', { messageId });
    return wait(admission.waitMs * (1 + jitter() / 2));
  }
  const probe = admission?.probe ?? false;
  const admitted = inTurn.filter(({ name }) => admission?.carriers.includes(name) ?? true);
  const choose = (attempts: number) => {
    const [first, ...others] = inTurnFrom(inTurn, attempts).filter((carrier) => admitted.includes(carrier));
    return first ? ([first, ...others] as const) : inTurnFrom(inTurn, attempts);
  };
  if (!pacer) return { kind: 'go', carrierFor: (attempts) => choose(attempts)[0], probe };

  const room = await findRoom(pacer, message, choose(state?.attemptCount ?? 0));
  if (typeof room !== 'number') return go([room], probe);
  log.debug('waits for its turn', { messageId });
  return wait(room);
};
