import type { Carrier } from '../../core/carrier.ts';
import { Fault } from '../../core/fault.ts';
import { observedOutcome } from '../../core/health/observation.ts';
import { attemptIdOf } from '../../core/ids.ts';
import type { LaneEntry } from '../../core/lane-entry.ts';
import { expireClaim, recordOutcome } from '../../core/lifecycle.ts';
import { isErased, type OutboundMessage, senderThrough } from '../../core/outbound-message.ts';
import type {
  CarrierGuard,
  CarrierObserver,
  Clock,
  Delivery,
  EventBus,
  LaneQueue,
  Log,
  MessageStore,
  Pacer,
  StatusStore,
  StoredState,
} from '../../core/ports.ts';
import { retryDelaySeconds } from '../../core/retry.ts';
import { secondsUntilDue } from '../../core/send-time.ts';
import { mustFind, republish, transition } from '../../core/transition.ts';
import { chooseCarrier } from './choose-carrier.ts';
import { claimMessage } from './claim-message.ts';

export type SendMessageDeps = {
  readonly messages: Pick<MessageStore, 'find'>;
  readonly statuses: StatusStore;
  readonly events: EventBus;
  readonly queue: LaneQueue;
  readonly carriers: ReadonlyMap<string, Carrier>;
  /** Without it, every carrier counts as healthy. */
  readonly guard?: CarrierGuard;
  readonly observer?: CarrierObserver;
  /** Where no carrier is paced: none. */
  readonly pacer?: Pacer;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly jitter: () => number;
  readonly log: Log;
};

/** The longest that one submit may take, in milliseconds. */
const submitDeadlineMs = 7_000;

/** What an invocation needs after the submit to write down what happened, in milliseconds. */
const recordingReserveMs = 2_000;

const submit = (carrier: Carrier, message: OutboundMessage, attempt: number, now: Date) => {
  const sender = senderThrough(carrier.name, message);
  return carrier.submit({
    messageId: message.messageId,
    attemptId: attemptIdOf(message.messageId, attempt),
    recipient: message.recipient,
    ...(sender !== undefined && { sender }),
    text: message.body,
    encoding: message.encoding,
    lane: message.lane,
    ...(message.dlt && { dlt: message.dlt }),
    validitySeconds: Math.max(1, Math.floor((Date.parse(message.expiresAt) - now.getTime()) / 1000)),
    deadlineMs: submitDeadlineMs,
  });
};

/**
 * Submits one message at most once. Returns when nothing is left to do with this queue entry; throws when it must
 * come back.
 */
export const createSendMessage = (deps: SendMessageDeps) => {
  const { messages, statuses, events, queue, carriers, clock, jitter, log } = deps;

  /** The route's carriers that this deployment still has: one may have been taken out since the message was accepted. */
  const carriersInTurn = ({ messageId, route }: OutboundMessage): readonly Carrier[] => {
    const inTurn = route.considered.flatMap((name) => carriers.get(name) ?? []);
    if (inTurn.length === 0) throw new Fault(`no carrier of the route of ${messageId} is configured`);
    return inTurn;
  };

  const submitClaimed = async (
    message: OutboundMessage,
    inTurn: readonly Carrier[],
    claimed: StoredState,
    probe: boolean,
  ): Promise<void> => {
    const { messageId, tenant } = message;
    const { attemptCount, attempts } = claimed.state;
    const carrier = inTurn.find(({ name }) => name === attempts.at(-1)?.carrier);
    if (!carrier) throw new Fault(`${messageId} is claimed for a carrier that it has not`);
    if (clock().toISOString() >= message.expiresAt) {
      await transition(deps, claimed, (state) => expireClaim(state, clock()));
      return;
    }
    const outcome = await submit(carrier, message, attemptCount, clock());
    if (outcome.ok && !carrier.traits.echo) {
      await statuses.link(carrier.name, outcome.value.carrierMessageId, claimed.state);
    }
    const after = await transition({ statuses, events }, claimed, (state) =>
      recordOutcome(state, attemptCount, outcome, clock()),
    );
    const failure = outcome.ok ? undefined : outcome.failure;
    log.info('submitted', {
      messageId,
      attempt: attemptCount,
      carrier: carrier.name,
      status: after.status,
      ...(failure && { failureCode: failure.code }),
      ...(failure?.carrierCode !== undefined && { carrierCode: failure.carrierCode }),
    });
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
    const message = await messages.find(messageId);
    if (!message) throw new Fault(`no message ${messageId}`);
    if (isErased(message)) {
      // Only what can never be submitted again is erased, but its last event may not have gone out.
      await republish(events, (await mustFind(statuses, messageId)).state);
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
    const claimed = await claimMessage(deps, message, choice.carrierFor);
    if (claimed) await submitClaimed(message, inTurn, claimed, choice.probe);
  };
};
