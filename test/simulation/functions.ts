import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { hashRecipient, hashRequest } from '../../adapters/crypto/hashes.ts';
import { keyedMessageId } from '../../adapters/crypto/message-ids.ts';
import { openCarrierHealth } from '../../adapters/dynamodb/carrier-health.ts';
import { createLimiterStore } from '../../adapters/dynamodb/limiter-store.ts';
import { createMessageIndex } from '../../adapters/dynamodb/message-index.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createOptOutStore } from '../../adapters/dynamodb/opt-out-store.ts';
import { createStatusStore } from '../../adapters/dynamodb/status-store.ts';
import { createSweepCursors } from '../../adapters/dynamodb/sweep-cursors.ts';
import { createTenantDays, notingDays } from '../../adapters/dynamodb/tenant-days.ts';
import { createEventBus } from '../../adapters/eventbridge/event-bus.ts';
import { sqsHandler } from '../../adapters/lambda/sqs-handler.ts';
import { createLaneQueue } from '../../adapters/sqs/lane-queue.ts';
import { createReceiptQueue } from '../../adapters/sqs/receipt-queue.ts';
import { createReconcileQueue } from '../../adapters/sqs/reconcile-queue.ts';
import type { MessageId } from '../../core/ids.ts';
import { LaneEntry } from '../../core/lane-entry.ts';
import type { Lane } from '../../core/lanes.ts';
import { createPacer } from '../../core/pacing/pacer.ts';
import { defaultPolicies } from '../../core/policy.ts';
import type { Delivery, Log } from '../../core/ports.ts';
import { Receipt } from '../../core/receipt.ts';
import { ReconcileEntry } from '../../core/reconcile-entry.ts';
import { createAcceptBatch } from '../../lambdas/accept-batch/accept-batch.ts';
import { createAcceptMessage } from '../../lambdas/accept-message/accept-message.ts';
import { createCancelMessage } from '../../lambdas/cancel-message/cancel-message.ts';
import { createCloseMessage } from '../../lambdas/close-message/close-message.ts';
import { createEraseContent } from '../../lambdas/erase-content/erase-content.ts';
import { createIngestReceipt } from '../../lambdas/ingest-receipt/ingest-receipt.ts';
import { createManageOptOuts } from '../../lambdas/manage-opt-outs/manage-opt-outs.ts';
import { createReceiveWebhook, type WebhookCall } from '../../lambdas/receive-webhook/receive-webhook.ts';
import { createReconcile } from '../../lambdas/reconcile/reconcile.ts';
import { createSendMessage } from '../../lambdas/send-message/send-message.ts';
import { createSettleMessage } from '../../lambdas/settle-message/settle-message.ts';
import { limiterWith } from '../support/fake-limits.ts';
import { lambdaContext } from '../support/lambda-context.ts';
import { simulatedCarriers } from './carrier-network.ts';
import { carrierTraits } from './carriers.ts';
import { hashText, mix } from './draws.ts';
import type { Received } from './faulty-queue.ts';
import { Invocation, isForeseen } from './invocation.ts';
import { pacing } from './paces.ts';
import { readPosting } from './posting.ts';
import { routing } from './scenario.ts';
import type { World } from './world.ts';

/** A function's log lines, as part of the story of a run. An error that nobody foresaw is wrong in any world. */
const logOf = ({ trace, history }: World, { name }: Invocation): Log => {
  const note = (event: string, { status, error }: Parameters<Log['info']>[1] = {}): void => {
    const reason = error instanceof Error ? error.message : undefined;
    trace.note(`${name}: "${[event, status, reason].filter(Boolean).join(', ')}"`);
    if (error !== undefined && !isForeseen(error)) history.violations.push(`${name} threw: ${error}`);
  };
  return { debug: note, info: note, warn: note, error: note };
};

/** Real time does not pass here. */
const atOnce = async (): Promise<void> => {};

const busOf = (world: World, invocation: Invocation) =>
  createEventBus(world.bus.client(invocation), 'bus', { meet: atOnce, wait: atOnce });

const storesOf = (world: World, invocation: Invocation) => ({
  messages: createMessageStore(world.messages.client(invocation), 'Messages'),
  statuses: createStatusStore(world.statuses.client(invocation), 'Statuses'),
  optOuts: createOptOutStore(world.statuses.client(invocation), 'Statuses'),
  events: busOf(world, invocation),
});

/** How long a receipt may take. */
export const receiptTimeoutSeconds = 72 * 3_600;

const lanesOf = (world: World, invocation: Invocation) => {
  const laneOf = (lane: Lane) => createLaneQueue(world.lanes[lane].client(invocation), lane);
  return { otp: laneOf('otp'), transactional: laneOf('transactional'), promotional: laneOf('promotional') };
};

const randomMessageId = ({ random }: Invocation): MessageId => {
  const word = (): string =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return `msg_${word()}${word()}${word()}${word()}`;
};

export const hashOf = (recipient: string): string => hashRecipient(recipient, 'key');

export const acceptMessage = (world: World, invocation: Invocation) =>
  createAcceptMessage({
    messages: notingDays(
      createTenantDays(world.statuses.client(invocation), 'Statuses'),
      storesOf(world, invocation).messages,
    ),
    queues: lanesOf(world, invocation),
    clock: invocation.clock,
    settings: {
      carrierNames: Object.keys(carrierTraits),
      routing,
      defaultCountry: undefined,
      maxSegments: 10,
      allowFixedLines: false,
      retentionDays: 90,
      policies: defaultPolicies,
    },
    randomMessageId: () => randomMessageId(invocation),
    keyedMessageId,
    hashRequest: async (request) => hashRequest(request, 'key'),
    hashRecipient: async (recipient) => hashOf(recipient),
    // Quotas are another story: here nobody has one.
    limiter: limiterWith(),
    log: logOf(world, invocation),
  });

export const acceptBatch = (world: World, invocation: Invocation) =>
  createAcceptBatch({
    accept: acceptMessage(world, invocation),
    limiter: limiterWith(),
    log: logOf(world, invocation),
  });

export const eraseContent = (world: World, invocation: Invocation) => {
  const { messages, statuses } = storesOf(world, invocation);
  return createEraseContent({ messages, statuses, clock: invocation.clock, log: logOf(world, invocation) });
};

export const cancelMessage = (world: World, invocation: Invocation) =>
  createCancelMessage({ ...storesOf(world, invocation), clock: invocation.clock });

export const recordOptOut = (world: World, invocation: Invocation) =>
  createManageOptOuts({
    optOuts: storesOf(world, invocation).optOuts,
    hashRecipient: async (recipient) => hashOf(recipient),
    clock: invocation.clock,
  }).record;

const healthOf = (world: World, invocation: Invocation) =>
  openCarrierHealth(world.statuses.client(invocation), 'Statuses', {
    bus: busOf(world, invocation),
    metrics: { add: () => {} },
    carriers: Object.keys(carrierTraits),
    clock: invocation.clock,
    log: logOf(world, invocation),
  });

/** Milliseconds in which the messages of one batch ask the limiter together. */
const gatheringMs = 5;

const pacerOf = (world: World, invocation: Invocation) =>
  createPacer({
    pacing,
    limiters: createLimiterStore(world.statuses.client(invocation), 'Statuses'),
    clock: invocation.clock,
    jitter: invocation.random,
    gather: () => new Promise((resolve) => world.time.after(gatheringMs, resolve)),
    log: logOf(world, invocation),
  });

const sendMessage = (world: World, invocation: Invocation, lane: Lane) =>
  createSendMessage({
    ...storesOf(world, invocation),
    queue: createLaneQueue(world.lanes[lane].client(invocation), lane),
    reconcile: createReconcileQueue(world.reconcile.client(invocation), 'reconcile'),
    carriers: simulatedCarriers(world, invocation),
    ...(world.isGuarded && healthOf(world, invocation)),
    ...(world.isPaced && { pacer: pacerOf(world, invocation) }),
    clock: invocation.clock,
    jitter: invocation.random,
    log: logOf(world, invocation),
  });

const ingestReceipt = (world: World, invocation: Invocation) => {
  const { statuses, events, optOuts } = storesOf(world, invocation);
  return createIngestReceipt({ statuses, events, optOuts, clock: invocation.clock });
};

const settleMessage = (world: World, invocation: Invocation) => {
  const { messages, statuses, optOuts } = storesOf(world, invocation);
  return createSettleMessage({
    ...{ messages, statuses, optOuts },
    index: createMessageIndex(world.messages.client(invocation), 'Messages'),
    lanes: lanesOf(world, invocation),
    receipts: createReceiptQueue(world.receipts.client(invocation), 'receipts'),
    reconcile: createReconcileQueue(world.reconcile.client(invocation), 'reconcile'),
    carriers: simulatedCarriers(world, invocation),
    clock: invocation.clock,
    log: logOf(world, invocation),
  });
};

export const receiveWebhook = (
  world: World,
  invocation: Invocation,
): ((call: WebhookCall) => Promise<void>) =>
  createReceiveWebhook({
    webhooks: new Map(Object.keys(carrierTraits).map((name) => [name, { receive: readPosting }])),
    receipts: createReceiptQueue(world.receipts.client(invocation), 'receipts'),
    // Nobody answers here.
    takeInbound: async () => {},
    publicUrl: 'https://sms.example.com',
    clock: invocation.clock,
    log: logOf(world, invocation),
  });

/** Runs a function for a batch of its queue, and deletes from the queue what the function says is done. */
const consume = <S extends z.ZodType>(
  world: World,
  name: string,
  batch: readonly Received[],
  subject: MessageId | undefined,
  schema: S,
  stepOf: (invocation: Invocation) => (item: z.output<S>, delivery: Delivery) => Promise<void>,
): void => {
  const invocation = new Invocation(world, name, batch.map(({ key }) => key).reduce(mix), subject);
  const step = stepOf(invocation);
  /** The entries that the step did not return from, by the place in the batch. */
  const thrown = new Set(batch.keys());
  let begun = 0;
  const watched = async (item: z.output<S>, delivery: Delivery): Promise<void> => {
    const place = begun;
    begun += 1;
    await step(item, delivery);
    thrown.delete(place);
  };
  const handler = sqsHandler(schema, watched, {
    // Why an entry was given up is for people, and changes nothing.
    maxReceiveCount: Number.POSITIVE_INFINITY,
    notes: { add: async () => {} },
    clock: invocation.clock,
    log: logOf(world, invocation),
  });
  const Records = batch.map(({ id, body, receives }) => ({
    messageId: id,
    body,
    attributes: { ApproximateReceiveCount: String(receives) },
  }));
  const context: Context = { ...lambdaContext(), getRemainingTimeInMillis: () => invocation.remainingMs };
  const finish = async (): Promise<void> => {
    const { batchItemFailures } = await handler({ Records }, context);
    invocation.finish(batchItemFailures.length === 0);
    if (!invocation.isAlive) return;
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { id, done } of batch) if (!failed.has(id)) done();
    if (batch.some(({ id }, place) => failed.has(id) !== thrown.has(place)))
      world.history.violations.push(`${name} reported other entries as failed than those that did`);
  };
  finish().catch((error: unknown) => {
    if (invocation.isAlive) world.history.violations.push(`${name} failed as a whole: ${error}`);
  });
};

export const consumeLane = (
  world: World,
  lane: Lane,
  batch: readonly Received[],
  subject: MessageId | undefined,
) =>
  consume(world, `send-message ${lane}`, batch, subject, LaneEntry, (invocation) =>
    sendMessage(world, invocation, lane),
  );

export const consumeReceipts = (world: World, batch: readonly Received[], subject: MessageId | undefined) =>
  consume(world, 'ingest-receipt', batch, subject, Receipt, (invocation) => ingestReceipt(world, invocation));

export const consumeReconcile = (world: World, batch: readonly Received[], subject: MessageId | undefined) =>
  consume(world, 'settle-message', batch, subject, ReconcileEntry, (invocation) =>
    settleMessage(world, invocation),
  );

export const consumeClosing = (world: World, batch: readonly Received[], subject: MessageId | undefined) =>
  consume(world, 'close-message', batch, subject, LaneEntry, (invocation) => {
    const { statuses, events } = storesOf(world, invocation);
    const { clock } = invocation;
    return createCloseMessage({
      statuses,
      events,
      clock,
      receiptTimeoutSeconds,
      log: logOf(world, invocation),
    });
  });

/** What the schedule runs each minute. */
export const reconcile = async (world: World, invocation: Invocation): Promise<void> => {
  const { messages, statuses } = storesOf(world, invocation);
  const table = world.statuses.client(invocation);
  const run = createReconcile({
    ...{ messages, statuses, receiptTimeoutSeconds },
    index: createMessageIndex(world.messages.client(invocation), 'Messages'),
    tenantDays: createTenantDays(table, 'Statuses'),
    cursors: createSweepCursors(table, 'Statuses'),
    queues: lanesOf(world, invocation),
    closing: createLaneQueue(world.closing.client(invocation), 'closing'),
    clock: invocation.clock,
    log: logOf(world, invocation),
  });
  try {
    await run(() => invocation.remainingMs);
  } catch (error) {
    if (!isForeseen(error)) world.history.violations.push(`reconcile threw: ${error}`);
  }
};

/** Names a run of a function that nobody queued. */
export const invocationFor = (
  world: World,
  name: string,
  what: string,
  tries: number,
  subject?: MessageId,
): Invocation => new Invocation(world, name, mix(hashText(what), tries), subject);
