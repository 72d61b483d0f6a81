import type { MessageState } from '../../core/message-state.ts';
import type { OutboundMessage } from '../../core/outbound-message.ts';
import type { Budget, Clock, OptOuts } from '../../core/ports.ts';
import type { Refusal } from '../../core/refuse-claim.ts';

export type GateDeps = {
  readonly optOuts: Pick<OptOuts, 'isOptedOut'>;
  /** Where there is no limit: none. */
  readonly budget?: Budget;
  readonly clock: Clock;
};

/**
 * Asks, after the claim, whether the message may still be submitted: who opted out before the claim is seen, and who
 * does so after it is too late for this text. Undefined: it may.
 */
export const checkGates = async (
  { optOuts, budget, clock }: GateDeps,
  { tenant, recipientHash, segmentCount, expiresAt }: OutboundMessage,
  { attempts }: MessageState,
): Promise<Refusal | undefined> => {
  const expiry = (): Refusal | undefined =>
    clock().toISOString() >= expiresAt ? { status: 'expired', failureCode: 'validity_passed' } : undefined;
  const expired = expiry();
  if (expired) return expired;
  if (await optOuts.isOptedOut(tenant, recipientHash)) {
    return { status: 'blocked', failureCode: 'opted_out' };
  }
  // A message is paid for once, however often it is submitted.
  const isFirstSubmit = attempts.slice(0, -1).every(({ result }) => result === 'notSubmitted');
  if (budget && isFirstSubmit && !(await budget.take(tenant, segmentCount, clock()))) {
    return { status: 'blocked', failureCode: 'budget_exhausted' };
  }
  // Once more: the others may have taken their time, and the submit follows at once.
  return expiry();
};
