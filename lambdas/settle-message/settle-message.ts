import type { Carrier } from '../../core/carrier.ts';
import { Fault } from '../../core/fault.ts';
import type { Attempt, MessageState } from '../../core/message-state.ts';
import { isErased, type MessageRecord, type OutboundMessage } from '../../core/outbound-message.ts';
import type {
  Delivery,
  LaneQueues,
  Log,
  MessageStore,
  Meter,
  ReceiptQueue,
  ReconcileQueue,
  StatusStore,
  StoredState,
} from '../../core/ports.ts';
import type { ReconcileEntry } from '../../core/reconcile-entry.ts';
import { releaseAbsent, releaseByPolicy, wasReleased } from '../../core/release.ts';
import {
  mayTryAgain,
  nextTryAt,
  pauseSeconds,
  resolutionOf,
  secondsUntil,
  settlementTimes,
  unsettledAttempt,
} from '../../core/settlement.ts';
import { change, mustFind } from '../../core/transition.ts';
import { type Finding, unclear } from './finding.ts';
import { type LookUpDeps, lookUp } from './look-up.ts';
import { type SubmitAgainDeps, submitAgain } from './submit-again.ts';

export type SettleMessageDeps = LookUpDeps &
  SubmitAgainDeps & {
    readonly messages: Pick<MessageStore, 'find'>;
    readonly statuses: StatusStore;
    readonly lanes: LaneQueues;
    readonly receipts: ReceiptQueue;
    readonly reconcile: ReconcileQueue;
    readonly carriers: ReadonlyMap<string, Carrier>;
    /** Without it, nobody counts. */
    readonly meter?: Meter;
    readonly log: Log;
  };

/** What a look-up, a resubmit and writing down what they tell take at most, in milliseconds. */
const neededMs = 9_000;

/**
 * Finds out what became of an attempt that left its message unknown. What was taken goes the way of a receipt; what
 * surely was not is submitted again by its lane; what stays unclear is looked at again until the message's policy
 * decides. Safe to run twice, and for what was settled meanwhile.
 */
export const createSettleMessage = (deps: SettleMessageDeps) => {
  const { messages, statuses, lanes, receipts, reconcile, carriers, clock, log } = deps;

  const findOut = async (
    carrier: Carrier | undefined,
    message: OutboundMessage,
    attempt: Attempt,
  ): Promise<Finding> => {
    const seen = carrier?.traits.lookup ? await lookUp(deps, carrier, message, attempt) : unclear;
    return seen.kind === 'unclear' && carrier?.traits.dedupe
      ? submitAgain(deps, carrier, message, attempt)
      : seen;
  };

  const toLane = ({ messageId, tenant, lane, expiresAt }: MessageRecord, state: MessageState) => {
    const secondsLeft = (Date.parse(expiresAt) - clock().getTime()) / 1000;
    return lanes[lane].enqueue({ messageId, tenant }, pauseSeconds(state, secondsLeft));
  };

  const release = async (
    message: OutboundMessage,
    found: StoredState,
    number: number,
    by: (state: MessageState, number: number) => MessageState,
  ): Promise<void> => {
    const after = await change(deps, found, (state) => by(state, number));
    if (wasReleased(after, number)) await toLane(message, after);
  };

  return async (entry: ReconcileEntry, delivery: Delivery): Promise<void> => {
    const { messageId, attempt: number } = entry;
    if (delivery.remainingMs < neededMs) {
      throw new Fault(`too late in this invocation to settle ${messageId}`);
    }
    const found = await mustFind(statuses, messageId);
    const message = await messages.find(messageId);
    if (!message) throw new Fault(`no message ${messageId}`);
    // Released by a run that may have crashed before it put the message into its lane. Whatever it is by now (claimed by
    // the second delivery of an entry that is deleted already, canceled, blocked), the lane finishes and publishes it.
    if (wasReleased(found.state, number)) return toLane(message, found.state);
    // Nothing of it can be looked for any more, nor be sent again.
    if (isErased(message)) return;
    const attempt = unsettledAttempt(found.state, number);
    if (!attempt) return;

    const carrier = carriers.get(attempt.carrier);
    const resolution = resolutionOf(found.state, message, carrier?.traits);
    const times = settlementTimes(message, attempt, resolution, carrier?.traits);
    if (clock().getTime() < times.beginsAt) {
      return reconcile.enqueue(entry, secondsUntil(times.beginsAt, clock()));
    }
    const finding = await findOut(carrier, message, attempt);
    log.info('looked into', { messageId, attempt: number, carrier: attempt.carrier, reason: finding.kind });

    if (finding.kind === 'taken') {
      for (const { carrierMessageId } of carrier?.traits.echo ? [] : finding.receipts) {
        await statuses.link(attempt.carrier, carrierMessageId, found.state);
      }
      return receipts.enqueue(finding.receipts);
    }
    if (finding.kind === 'absent' && mayTryAgain(found.state)) {
      return release(message, found, number, releaseAbsent);
    }
    const now = clock();
    if (now.getTime() < times.decidedAt) {
      return reconcile.enqueue(entry, secondsUntil(nextTryAt(attempt, times.decidedAt, now), now));
    }
    if (message.policy === 'at-least-once' && now.toISOString() < message.expiresAt) {
      return release(message, found, number, releaseByPolicy);
    }
    log.warn('stays unknown', { messageId, attempt: number, carrier: attempt.carrier });
  };
};
