import { composeRequest } from '../../core/api/compose-request.ts';
import { invalidFields } from '../../core/api/field-errors.ts';
import { type MessageResource, messageResource } from '../../core/api/message-resource.ts';
import type { ComposeSettings } from '../../core/compose-message.ts';
import type { MessageId } from '../../core/ids.ts';
import { acceptedState, type OutboundMessage } from '../../core/outbound-message.ts';
import type { Clock, LaneQueues, Log, MessageStore } from '../../core/ports.ts';
import { ProblemError } from '../../core/problem.ts';
import type { WeightShares } from '../../core/routing/choose-route.ts';

export type AcceptMessageDeps = {
  readonly messages: MessageStore;
  readonly queues: LaneQueues;
  readonly clock: Clock;
  readonly settings: ComposeSettings & { readonly retentionDays: number };
  /** Where carriers are drawn by weight: what slow or ill ones have left of theirs. */
  readonly weightShares?: () => Promise<WeightShares>;
  readonly randomMessageId: (now: Date) => MessageId;
  readonly keyedMessageId: (tenant: string, idempotencyKey: string) => MessageId;
  readonly hashRequest: (request: unknown) => string;
  readonly hashRecipient: (recipient: string) => Promise<string>;
  readonly log: Log;
};

export type AcceptInput = {
  readonly tenant: string;
  readonly idempotencyKey: string | undefined;
  /** JSON as the client sent it. */
  readonly body: unknown;
};

const secondsPerDay = 86_400;

/** @throws ProblemError unless it is absent or 1 to 255 printable ASCII characters. */
const checkIdempotencyKey = (key: string | undefined): void => {
  if (key === undefined || /^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key)) return;
  throw new ProblemError('invalid_idempotency_key', 'It must have 1 to 255 printable ASCII characters.');
};

/**
 * Accepts a text: stores it, queues it, answers. When it returns, the message is stored and will reach a final
 * status; when it throws, trying again is safe.
 */
export const createAcceptMessage = (deps: AcceptMessageDeps) => {
  const { messages, queues, clock, settings, log } = deps;

  const makeMessage = async ({ tenant, idempotencyKey, body }: AcceptInput): Promise<OutboundMessage> => {
    const weightShares = await deps.weightShares?.();
    const { request, composition } = composeRequest(
      body,
      { ...settings, ...(weightShares && { weightShares }) },
      tenant,
    );
    const { composed, validitySeconds, errors } = composition;
    if (!composed) throw invalidFields(errors);
    const now = clock();
    return {
      messageId:
        idempotencyKey === undefined
          ? deps.randomMessageId(now)
          : deps.keyedMessageId(tenant, idempotencyKey),
      tenant,
      ...composed,
      recipientHash: await deps.hashRecipient(composed.recipient),
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + validitySeconds * 1000).toISOString(),
      ...(idempotencyKey !== undefined && { requestHash: deps.hashRequest(request) }),
      expiresAtEpoch: Math.floor(now.getTime() / 1000) + settings.retentionDays * secondsPerDay,
    };
  };

  return async (input: AcceptInput): Promise<{ message: MessageResource; replayed: boolean }> => {
    checkIdempotencyKey(input.idempotencyKey);
    const offered = await makeMessage(input);
    const stored = await messages.add(offered);
    const message = stored.added ? offered : stored.existing;
    if (message.requestHash !== offered.requestHash) {
      throw new ProblemError(
        'idempotency_key_reused',
        'Another request was accepted under this Idempotency-Key.',
      );
    }
    // Again for a replay too: nobody knows whether the first request got as far as the queue, and the claim makes a
    // second entry harmless.
    await queues[message.lane].enqueue({ messageId: message.messageId, tenant: message.tenant });
    log.info('accepted', {
      messageId: message.messageId,
      tenant: message.tenant,
      carrier: message.route.carrier,
    });
    return { message: messageResource(message, acceptedState(message)), replayed: !stored.added };
  };
};
