import type { Carrier } from '../../core/carrier.ts';
import { Fault } from '../../core/fault.ts';
import { attemptIdOf } from '../../core/ids.ts';
import type { LaneEntry } from '../../core/lane-entry.ts';
import { expireClaim, recordOutcome } from '../../core/lifecycle.ts';
import { type OutboundMessage, senderThrough } from '../../core/outbound-message.ts';
import type {
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
import { retryDelaySeconds, turnOf } from '../../core/retry.ts';
import { transition } from '../../core/transition.ts';
import { claimMessage } from './claim-message.ts';
import { secondsToWait } from './pace-message.ts';

export type SendMessageDeps = {
  readonly messages: Pick<MessageStore, 'find'>;
  readonly statuses: StatusStore;
  readonly events: EventBus;
  readonly queue: LaneQueue;
  readonly carriers: ReadonlyMap<string, Carrier>;
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
  ): Promise<void> => {
    const { messageId, tenant } = message;
    const { attemptCount } = claimed.state;
    const carrier = turnOf(inTurn, attemptCount - 1);
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
    if (after.status !== 'accepted') return;
    const secondsLeft = (Date.parse(message.expiresAt) - clock().getTime()) / 1000;
    const delay = retryDelaySeconds(
      attemptCount,
      inTurn.length,
      failure?.retryAfterSeconds,
      secondsLeft,
      jitter(),
    );
    await queue.enqueue({ messageId, tenant }, delay);
  };

  return async (entry: LaneEntry, delivery: Delivery): Promise<void> => {
    const { messageId } = entry;
    if (delivery.remainingMs < submitDeadlineMs + recordingReserveMs) {
      throw new Fault(`too late in this invocation to submit ${messageId}`);
    }
    const message = await messages.find(messageId);
    if (!message) throw new Fault(`no message ${messageId}`);
    const inTurn = carriersInTurn(message);
    const wait = await secondsToWait(deps, message, inTurn, delivery);
    if (wait > 0) {
      await queue.enqueue(entry, wait);
      return;
    }
    const claimed = await claimMessage(deps, message, inTurn);
    if (claimed) await submitClaimed(message, inTurn, claimed);
  };
};
