import type { Carrier } from '../../core/carrier.ts';
import { type OutboundMessage, senderThrough } from '../../core/outbound-message.ts';
import type { Clock, Delivery, Log, Pacer, StatusStore } from '../../core/ports.ts';
import { turnDelaySeconds, turnOf } from '../../core/retry.ts';

type PaceDeps = {
  readonly statuses: Pick<StatusStore, 'find'>;
  readonly pacer?: Pacer;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly jitter: () => number;
  readonly log: Log;
};

/** Seconds after which the message is to ask again; 0 when it may go on to its claim. */
export const secondsToWait = async (
  { statuses, pacer, clock, jitter, log }: PaceDeps,
  message: OutboundMessage,
  inTurn: readonly Carrier[],
  delivery: Delivery,
): Promise<number> => {
  const { messageId, lane, segmentCount } = message;
  const secondsLeft = (Date.parse(message.expiresAt) - clock().getTime()) / 1000;
  // Claimed only to expire.
  if (!pacer || secondsLeft <= 0) return 0;

  // The row tells whose turn it is. And an entry that came before may have an event to publish, or a claim to give
  // up: a new entry in its place would not know.
  const asksRow = delivery.receivedBefore || inTurn.length > 1;
  const state = asksRow ? (await statuses.find(messageId))?.state : undefined;
  if (state && state.status !== 'accepted') return 0;

  const carrier = turnOf(inTurn, state?.attemptCount ?? 0).name;
  const sender = senderThrough(carrier, message);
  const waitMs = await pacer.ask({ carrier, sender, lane, segmentCount });
  if (waitMs === 0) return 0;
  log.debug('waits for its turn', { messageId, carrier });
  return turnDelaySeconds(waitMs, secondsLeft, jitter());
};
