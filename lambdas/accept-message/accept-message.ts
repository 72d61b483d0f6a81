import { composeRequest } from '../../core/api/compose-request.ts';
import { invalidFields, restrictedKey } from '../../core/api/field-errors.ts';
import { checkIdempotencyKey } from '../../core/api/idempotency-key.ts';
import { type MessageResource, messageResource } from '../../core/api/message-resource.ts';
import type { ComposeSettings } from '../../core/compose-message.ts';
import type { MessageId } from '../../core/ids.ts';
import type { Caller } from '../../core/keys/caller.ts';
import { refusedByKey, type SendingRights } from '../../core/keys/sending-rights.ts';
import type { Limiter } from '../../core/limits/limiter.ts';
import {
  acceptedState,
  isErased,
  type MessageRecord,
  type OutboundMessage,
} from '../../core/outbound-message.ts';
import type { Policies } from '../../core/policy.ts';
import type { Clock, LaneQueues, Log, MessageStore } from '../../core/ports.ts';
import { type FieldError, ProblemError } from '../../core/problem.ts';
import type { WeightShares } from '../../core/routing/choose-route.ts';
import { readSendTime, secondsUntilDue } from '../../core/send-time.ts';
import type { TwilioDetails } from '../../core/twilio-api/details.ts';

export type AcceptMessageDeps = {
  readonly messages: MessageStore;
  readonly queues: LaneQueues;
  readonly clock: Clock;
  readonly settings: ComposeSettings & {
    readonly retentionDays: number;
    readonly policies: Policies;
    /** Whether events show the recipient's number. */
    readonly numberInEvents?: boolean;
  };
  /** Where carriers are drawn by weight: what slow or ill ones have left of theirs. */
  readonly weightShares?: () => Promise<WeightShares>;
  readonly randomMessageId: (now: Date) => MessageId;
  readonly keyedMessageId: (tenant: string, idempotencyKey: string, place?: number) => MessageId;
  readonly hashRequest: (request: unknown) => Promise<string>;
  readonly hashRecipient: (recipient: string) => Promise<string>;
  readonly limiter: Pick<Limiter, 'takeSegments' | 'giveSegmentsBack'>;
  readonly log: Log;
};

export type AcceptInput = {
  readonly caller: Caller;
  readonly idempotencyKey: string | undefined;
  /** Which text of a batch it is: all of them have the batch's key. */
  readonly place?: number;
  /** JSON as the client sent it. */
  readonly body: unknown;
  /** What the Twilio-compatible API was told besides. */
  readonly twilio?: TwilioDetails;
};

/** A message to store, unless its time is not lawful any more. */
type Offer = { readonly message: OutboundMessage; readonly errors: readonly FieldError[] };

const secondsPerDay = 86_400;

/** Test and live texts share a tenant but no idempotency keys: a live text must not be answered with a test's. */
const idempotencyScope = (tenant: string, { kind }: SendingRights): string =>
  kind === 'test' ? `${tenant}#test` : tenant;

/**
 * Accepts a text: stores it, queues it, answers. When it returns, the message is stored and will reach a final
 * status; when it throws, trying again is safe.
 */
export const createAcceptMessage = (deps: AcceptMessageDeps) => {
  const { messages, queues, clock, settings, limiter, log } = deps;

  const makeMessage = async (input: AcceptInput): Promise<Offer> => {
    const { caller, idempotencyKey, place, body, twilio } = input;
    const { tenant, rights } = caller;
    const weightShares = await deps.weightShares?.();
    const { request, composition } = composeRequest(
      body,
      { ...settings, sandboxed: rights.kind === 'test', ...(weightShares && { weightShares }) },
      tenant,
    );
    const { composed, validitySeconds, errors } = composition;
    const now = clock();
    const sendTime = readSendTime(request.sendAt, now);
    if (!composed) throw invalidFields([...errors, ...sendTime.errors]);
    const refusals = refusedByKey(rights, composed);
    if (refusals.length > 0) throw restrictedKey(refusals);
    const beginsAt = Date.parse(sendTime.sendAt ?? now.toISOString());
    const message: OutboundMessage = {
      messageId:
        idempotencyKey === undefined
          ? deps.randomMessageId(now)
          : deps.keyedMessageId(idempotencyScope(tenant, rights), idempotencyKey, place),
      tenant,
      ...composed,
      policy: request.policy ?? settings.policies[request.type],
      recipientHash: await deps.hashRecipient(composed.recipient),
      ...(settings.numberInEvents && { numberInEvents: true as const }),
      ...(twilio && { twilio }),
      createdAt: now.toISOString(),
      ...(sendTime.sendAt !== undefined && { sendAt: sendTime.sendAt }),
      expiresAt: new Date(beginsAt + validitySeconds * 1000).toISOString(),
      ...(idempotencyKey !== undefined && {
        requestHash: await deps.hashRequest(twilio ? { ...request, twilio } : request),
      }),
      expiresAtEpoch: Math.floor(beginsAt / 1000) + settings.retentionDays * secondsPerDay,
    };
    return { message, errors: sendTime.errors };
  };

  /** Stores what is offered and counts its segments, or finds what an earlier request stored. */
  const store = async (caller: Caller, { message, errors }: Offer): ReturnType<MessageStore['add']> => {
    const { messageId, segmentCount, requestHash } = message;
    const refusal =
      errors.length > 0 ? invalidFields(errors) : await limiter.takeSegments(caller, segmentCount);
    if (!refusal) {
      const stored = await messages.add(message);
      if (!stored.added) limiter.giveSegmentsBack(caller, segmentCount);
      return stored;
    }
    // The time was lawful and the quota not used up when the request came first: whoever repeats it learns what became
    // of it.
    const existing = requestHash === undefined ? undefined : await messages.find(messageId);
    if (!existing) throw refusal;
    return { added: false, existing };
  };

  /**
   * For a replay too: nobody knows whether the first request got as far as the queue, and the claim makes a second
   * entry harmless.
   */
  const enqueue = async (message: MessageRecord): Promise<void> => {
    const delaySeconds = secondsUntilDue(message, clock());
    if (isErased(message) || delaySeconds === Number.POSITIVE_INFINITY) return;
    const { messageId, tenant, lane } = message;
    await queues[lane].enqueue({ messageId, tenant }, ...(delaySeconds > 0 ? [delaySeconds] : []));
  };

  return async (input: AcceptInput): Promise<{ message: MessageResource; replayed: boolean }> => {
    checkIdempotencyKey(input.idempotencyKey);
    const offer = await makeMessage(input);
    const stored = await store(input.caller, offer);
    const message = stored.added ? offer.message : stored.existing;
    if (message.requestHash !== offer.message.requestHash) {
      throw new ProblemError(
        'idempotency_key_reused',
        'Another request was accepted under this Idempotency-Key.',
      );
    }
    await enqueue(message);
    log.debug('accepted', {
      messageId: message.messageId,
      tenant: message.tenant,
      carrier: message.route.carrier,
    });
    return { message: messageResource(message, acceptedState(message)), replayed: !stored.added };
  };
};
