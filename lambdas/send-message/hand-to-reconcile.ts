import type { Carrier } from '../../core/carrier.ts';
import type { MessageState } from '../../core/message-state.ts';
import type { OutboundMessage } from '../../core/outbound-message.ts';
import type { Clock, ReconcileQueue } from '../../core/ports.ts';
import { resolutionOf, secondsUntil, settlementTimes, unsettledAttempt } from '../../core/settlement.ts';

type HandOverDeps = {
  readonly reconcile: ReconcileQueue;
  readonly carriers: ReadonlyMap<string, Carrier>;
  readonly clock: Clock;
};

/**
 * Sees to it that an unknown outcome is settled, if anything can settle it. A second entry for the same attempt is
 * harmless.
 */
export const handToReconcile = async (
  { reconcile, carriers, clock }: HandOverDeps,
  message: OutboundMessage,
  state: MessageState,
): Promise<void> => {
  const { messageId, tenant } = message;
  const attempt = unsettledAttempt(state, state.attemptCount);
  if (!attempt) return;
  const traits = carriers.get(attempt.carrier)?.traits;
  const resolution = resolutionOf(state, message, traits);
  if (resolution === 'none') return;
  const { beginsAt } = settlementTimes(message, attempt, resolution, traits);
  await reconcile.enqueue({ messageId, tenant, attempt: attempt.number }, secondsUntil(beginsAt, clock()));
};
