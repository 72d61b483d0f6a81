import { setTimeout } from 'node:timers/promises';
import { CarriersVariable, openCarriers } from '../../adapters/carriers/registry.ts';
import { createBudget } from '../../adapters/dynamodb/budget-store.ts';
import { openCarrierHealth } from '../../adapters/dynamodb/carrier-health.ts';
import { createDeadLetterNotes } from '../../adapters/dynamodb/dead-letter-notes.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createLimiterStore } from '../../adapters/dynamodb/limiter-store.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createOptOutStore } from '../../adapters/dynamodb/opt-out-store.ts';
import { together } from '../../adapters/dynamodb/row-reader.ts';
import { createStatusStore } from '../../adapters/dynamodb/status-store.ts';
import { createBusClient } from '../../adapters/eventbridge/bus-client.ts';
import { createEventBus } from '../../adapters/eventbridge/event-bus.ts';
import { createHttpClient } from '../../adapters/http/node-http-client.ts';
import { createCompany } from '../../adapters/lambda/company.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { sqsHandler } from '../../adapters/lambda/sqs-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { createMetrics } from '../../adapters/metrics/embedded-metrics.ts';
import { flushing } from '../../adapters/metrics/flushing.ts';
import { openSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { createBatchedLaneQueue } from '../../adapters/sqs/batched-lane-queue.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { createReceiptQueue } from '../../adapters/sqs/receipt-queue.ts';
import { createReconcileQueue } from '../../adapters/sqs/reconcile-queue.ts';
import { openTracer } from '../../adapters/tracing/tracer.ts';
import { SendMessageEnvironment } from '../../core/environment.ts';
import { LaneEntry } from '../../core/lane-entry.ts';
import { createMeter } from '../../core/meter.ts';
import { createPacer } from '../../core/pacing/pacer.ts';
import type { Pacing } from '../../core/pacing/pacing.ts';
import type { Pacer } from '../../core/ports.ts';
import { createSendMessage } from './send-message.ts';

const environment = readEnvironment(SendMessageEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();
const documents = createDocumentClient();
const sqs = createQueueClient();

/** Milliseconds in which the messages of one batch have been read, so that they ask the limiter together. */
const gatheringMs = 5;

const company = createCompany();
const { meet } = company;
const openReader = together(documents, { meet });

const pacerOf = (pacing: Pacing): Pacer =>
  createPacer({
    pacing,
    limiters: createLimiterStore(documents, environment.STATUSES_TABLE),
    clock,
    jitter: Math.random,
    gather: () => setTimeout(gatheringMs),
    log,
  });

const carriers = await openCarriers(CarriersVariable.parse(environment.CARRIERS), {
  http: createHttpClient(),
  secrets: openSecretsManagerStore(clock),
  receipts: createReceiptQueue(sqs, environment.RECEIPTS_QUEUE_URL),
  publicUrl: environment.PUBLIC_URL,
  now: clock,
});

const events = createEventBus(createBusClient(), environment.EVENT_BUS_NAME, { meet });
const metrics = createMetrics(environment.METRICS_NAMESPACE, clock);

const sendMessage = createSendMessage({
  messages: createMessageStore(documents, environment.MESSAGES_TABLE, { openReader }),
  statuses: createStatusStore(documents, environment.STATUSES_TABLE, { openReader }),
  events,
  queue: createBatchedLaneQueue(sqs, environment.LANE_QUEUE_URL, { meet }),
  reconcile: createReconcileQueue(sqs, environment.RECONCILE_QUEUE_URL),
  optOuts: createOptOutStore(documents, environment.STATUSES_TABLE, { openReader }),
  ...(environment.DAILY_SEGMENT_BUDGET && {
    budget: createBudget(documents, environment.STATUSES_TABLE, environment.DAILY_SEGMENT_BUDGET),
  }),
  carriers,
  ...openCarrierHealth(documents, environment.STATUSES_TABLE, {
    bus: events,
    metrics,
    carriers: [...carriers.keys()],
    clock,
    log,
  }),
  ...(environment.PACING && { pacer: pacerOf(environment.PACING) }),
  meter: createMeter({ metrics, rateCard: environment.RATE_CARD }),
  clock,
  jitter: Math.random,
  log,
});

const traced = openTracer()('submit', (_, { messageId }) => messageId, sendMessage);

export const handler = flushing(
  metrics,
  sqsHandler(LaneEntry, company.joined(traced), {
    maxReceiveCount: environment.MAX_RECEIVE_COUNT,
    notes: createDeadLetterNotes(documents, environment.STATUSES_TABLE, clock),
    clock,
    log,
  }),
);
