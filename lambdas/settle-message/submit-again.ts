import type { Carrier } from '../../core/carrier.ts';
import { attemptIdOf } from '../../core/ids.ts';
import type { Attempt } from '../../core/message-state.ts';
import type { OutboundMessage } from '../../core/outbound-message.ts';
import type { Clock, OptOuts } from '../../core/ports.ts';
import { submitRequestOf } from '../../core/submit-request.ts';
import { type Finding, unclear } from './finding.ts';

export type SubmitAgainDeps = {
  readonly optOuts: Pick<OptOuts, 'isOptedOut'>;
  readonly clock: Clock;
};

/** The longest that the carrier may take to answer, in milliseconds. */
const submitDeadlineMs = 4_000;

/**
 * Makes the same submit again, at a carrier that drops the second of two with one attempt id. A yes tells the
 * carrier's id; a no speaks of this request alone, and so says nothing of the first.
 */
export const submitAgain = async (
  { optOuts, clock }: SubmitAgainDeps,
  carrier: Carrier,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> => {
  // If the first was not taken, this one is: it has to pass the gates that stand before every submit.
  if (await optOuts.isOptedOut(message.tenant, message.recipientHash)) return unclear;
  if (clock().toISOString() >= message.expiresAt) return unclear;
  const outcome = await carrier.submit(submitRequestOf(message, attempt, clock(), submitDeadlineMs));
  if (!outcome.ok) return unclear;
  return {
    kind: 'taken',
    receipts: [
      {
        carrier: carrier.name,
        carrierMessageId: outcome.value.carrierMessageId,
        attemptId: attemptIdOf(message.messageId, attempt.number),
        status: 'sent',
        receivedAt: clock().toISOString(),
      },
    ],
  };
};
