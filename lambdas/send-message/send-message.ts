import type { Carrier } from '../../core/carrier.ts';
import { Fault } from '../../core/fault.ts';
import { observedOutcome } from '../../core/health/observation.ts';
import type { LaneEntry } from '../../core/lane-entry.ts';
import { recordOutcome } from '../../core/lifecycle.ts';
import type { MessageState } from '../../core/message-state.ts';
import { isErased, type OutboundMessage } from '../../core/outbound-message.ts';
import type {
  Budget,
  CarrierGuard,
  CarrierObserver,
  Clock,
  Delivery,
  EventBus,
  LaneQueue,
  Log,
  MessageStore,
  Meter,
  OptOuts,
  Pacer,
  ReconcileQueue,
  StatusStore,
  StoredState,
} from '../../core/ports.ts';
import { expireReleased, refuseClaim, returnClaim } from '../../core/refuse-claim.ts';
import { retryDelaySeconds } from '../../core/retry.ts';
import { secondsUntilDue } from '../../core/send-time.ts';
import { resolutionOf } from '../../core/settlement.ts';
import { submitRequestOf } from '../../core/submit-request.ts';
import { change, mustFind, republish, transition } from '../../core/transition.ts';
import { checkGates } from './check-gates.ts';
import { chooseCarrier } from './choose-carrier.ts';
import { claimMessage } from './claim-message.ts';
import { handToReconcile } from './hand-to-reconcile.ts';

export type SendMessageDeps = {
  readonly messages: Pick<MessageStore, 'find'>;
  readonly statuses: StatusStore;
  readonly events: EventBus;
  readonly queue: LaneQueue;
  readonly reconcile: ReconcileQueue;
  readonly optOuts: OptOuts;
  /** Where tenants have no budget: none. */
  readonly budget?: Budget;
  readonly carriers: ReadonlyMap<string, Carrier>;
  /** Without it, every carrier counts as healthy. */
  readonly guard?: CarrierGuard;
  readonly observer?: CarrierObserver;
  /** Where no carrier is paced: none. */
  readonly pacer?: Pacer;
  /** Without it, nobody counts. */
  readonly meter?: Meter;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly jitter: () => number;
  readonly log: Log;
};

/** The longest that one submit may take, in milliseconds. */
const submitDeadlineMs = 7_000;

/** What an invocation needs after the submit to write down what happened, in milliseconds. */
const recordingReserveMs = 2_000;

/**
 * Submits one message at most once. Returns when nothing is left to do with this queue entry; throws when it must
 * come back.
 */
export const createSendMessage = (deps: SendMessageDeps) => {
  const { messages, statuses, events, queue, optOuts, carriers, clock, jitter, log } = deps;

  /** The route's carriers that this deployment still has: one may have been taken out since the message was accepted. */
  const carriersInTurn = ({ messageId, route }: OutboundMessage): readonly Carrier[] => {
    const inTurn = route.considered.flatMap((name) => carriers.get(name) ?? []);
    if (inTurn.length === 0) throw new Fault(`no carrier of the route of ${messageId} is configured`);
    return inTurn;
  };

  /** The carrier that the claim was made for, whoever's turn it would be now. */
  const claimedCarrier = ({ messageId, attempts }: MessageState): Carrier => {
    const carrier = carriers.get(attempts.at(-1)?.carrier ?? '');
    if (!carrier) throw new Fault(`the claimed carrier of ${messageId} is not configured`);
    return carrier;
  };

  /** What speaks against the submit. When that cannot be found out, the claim is given back: nothing was submitted. */
  const refusalOf = async (message: OutboundMessage, claimed: StoredState) => {
    try {
      return await checkGates(deps, message, claimed.state);
    } catch (error) {
      const { attemptCount } = claimed.state;
      await transition(deps, claimed, (state) => returnClaim(state, attemptCount, clock()));
      throw error;
    }
  };

  const submitClaimed = async (
    message: OutboundMessage,
    inTurn: readonly Carrier[],
    claimed: StoredState,
    probe: boolean,
  ): Promise<void> => {
    const { messageId, tenant, recipientHash } = message;
    const { attemptCount } = claimed.state;
    const carrier = claimedCarrier(claimed.state);
    const refusal = await refusalOf(message, claimed);
    if (refusal) {
      await transition(deps, claimed, (state) => refuseClaim(state, attemptCount, refusal, clock()));
      log.info('not submitted', { messageId, attempt: attemptCount, ...refusal });
      return;
    }
    const attempt = { number: attemptCount, carrier: carrier.name };
    const outcome = await carrier.submit(submitRequestOf(message, attempt, clock(), submitDeadlineMs));
    const failure = outcome.ok ? undefined : outcome.failure;
    if (outcome.ok && !carrier.traits.echo) {
      await statuses.link(carrier.name, outcome.value.carrierMessageId, claimed.state);
    }
    const after = await transition(deps, claimed, (state) =>
      recordOutcome(state, attemptCount, outcome, clock(), resolutionOf(state, message, carrier.traits)),
    );
    // What went well is in the message's timeline and in the metrics: a line each would cost more than the queue.
    const level = after.status === 'sent' ? 'debug' : 'info';
    log[level]('submitted', {
      messageId,
      attempt: attemptCount,
      carrier: carrier.name,
      status: after.status,
      ...(failure && { failureCode: failure.code }),
      ...(failure?.carrierCode !== undefined && { carrierCode: failure.carrierCode }),
    });
    if (failure?.code === 'opted_out') {
      await optOuts.record(tenant, recipientHash, { since: clock().toISOString(), source: 'carrier' });
    }
    if (after.status === 'sending') {
      // Our answer was written down, and another run of this very entry has claimed the message since. If that one
      // crashes, the entry is the only one left that would notice.
      throw new Fault(`${messageId} is being submitted by another invocation`);
    }
    await handToReconcile(deps, message, after);
    if (after.status === 'accepted') {
      const secondsLeft = (Date.parse(message.expiresAt) - clock().getTime()) / 1000;
      const { retryAfterSeconds } = failure ?? {};
      const delay = retryDelaySeconds(attemptCount, inTurn.length, retryAfterSeconds, secondsLeft, jitter());
      await queue.enqueue({ messageId, tenant }, delay);
    }
    // Last: it may take its time, and nothing depends on it.
    await deps.observer?.record(carrier.name, observedOutcome(outcome), probe);
  };

  return async (entry: LaneEntry, delivery: Delivery): Promise<void> => {
    const { messageId } = entry;
    if (delivery.remainingMs < submitDeadlineMs + recordingReserveMs) {
      throw new Fault(`too late in this invocation to submit ${messageId}`);
    }
    // What may have changed is that it was erased: then the claim is lost, or nothing would have been erased.
    const message = await messages.find(messageId, 'recent');
    if (!message) throw new Fault(`no message ${messageId}`);
    if (isErased(message)) {
      // Only what is past its validity, or done, is erased. But a run that did not know may have released it since, and
      // its last event may not have gone out.
      const found = await mustFind(statuses, messageId);
      await republish(events, await change(deps, found, (state) => expireReleased(state, clock())));
      return;
    }
    const untilDue = secondsUntilDue(message, clock());
    if (untilDue > 0) {
      // An entry that is further ahead than a queue can delay it has come by mistake: the reconciler puts another.
      if (untilDue < Number.POSITIVE_INFINITY) await queue.enqueue(entry, untilDue);
      return;
    }
    const inTurn = carriersInTurn(message);
    const choice = await chooseCarrier(deps, message, inTurn, delivery);
    if (choice.kind === 'wait') {
      await queue.enqueue(entry, choice.seconds);
      return;
    }
    if (choice.kind === 'look') {
      await claimMessage(deps, message, undefined);
      return;
    }
    const claimed = await claimMessage(deps, message, choice.carrierFor);
    if (claimed) await submitClaimed(message, inTurn, claimed, choice.probe);
  };
};
