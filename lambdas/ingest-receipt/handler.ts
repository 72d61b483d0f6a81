import { readDeliveryEvent } from '../../adapters/carriers/aws-eum/delivery-event.ts';
import { readDeliveryLog } from '../../adapters/carriers/sns/delivery-log.ts';
import { openCarrierHealth } from '../../adapters/dynamodb/carrier-health.ts';
import { createDeadLetterNotes } from '../../adapters/dynamodb/dead-letter-notes.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createOptOutStore } from '../../adapters/dynamodb/opt-out-store.ts';
import { together } from '../../adapters/dynamodb/row-reader.ts';
import { createStatusStore } from '../../adapters/dynamodb/status-store.ts';
import { createBusClient } from '../../adapters/eventbridge/bus-client.ts';
import { createEventBus } from '../../adapters/eventbridge/event-bus.ts';
import { readJson } from '../../adapters/json.ts';
import { BusInvocation, createBusSubscription } from '../../adapters/lambda/bus-subscription.ts';
import { createCompany } from '../../adapters/lambda/company.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { createLogSubscription, LogSubscriptionEvent } from '../../adapters/lambda/log-subscription.ts';
import { push, queueOrPushHandler } from '../../adapters/lambda/queue-or-push-handler.ts';
import { sqsHandler } from '../../adapters/lambda/sqs-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { createMetrics } from '../../adapters/metrics/embedded-metrics.ts';
import { flushing } from '../../adapters/metrics/flushing.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { createReceiptQueue } from '../../adapters/sqs/receipt-queue.ts';
import { openTracer } from '../../adapters/tracing/tracer.ts';
import { IngestReceiptEnvironment } from '../../core/environment.ts';
import { parseAttemptId } from '../../core/ids.ts';
import { createMeter } from '../../core/meter.ts';
import { Receipt } from '../../core/receipt.ts';
import { createIngestReceipt } from './ingest-receipt.ts';

const environment = readEnvironment(IngestReceiptEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();

const documents = createDocumentClient();
const company = createCompany();
const { meet } = company;
const events = createEventBus(createBusClient(), environment.EVENT_BUS_NAME, { meet });
const metrics = createMetrics(environment.METRICS_NAMESPACE, clock);

const { observer } = openCarrierHealth(documents, environment.STATUSES_TABLE, {
  bus: events,
  metrics,
  carriers: environment.CARRIER_NAMES,
  clock,
  log,
});

const ingestReceipt = createIngestReceipt({
  statuses: createStatusStore(documents, environment.STATUSES_TABLE, {
    openReader: together(documents, { meet }),
  }),
  optOuts: createOptOutStore(documents, environment.STATUSES_TABLE),
  events,
  clock,
  observer,
  metrics,
  meter: createMeter({ metrics, rateCard: environment.RATE_CARD }),
});

// Through the queue as well, so that a receipt that is pushed is parked, retried and counted like any other.
const { enqueue } = createReceiptQueue(createQueueClient(), environment.RECEIPTS_QUEUE_URL);
const fromLog = createLogSubscription(
  (line) => readDeliveryLog(line, clock()) ?? readDeliveryEvent(readJson(line), clock()),
  enqueue,
  log,
);
const fromBus = createBusSubscription(({ detail }) => readDeliveryEvent(detail, clock()), enqueue, log);

const traced = openTracer()(
  'ingest',
  (_, { attemptId }) => attemptId && parseAttemptId(attemptId).messageId,
  ingestReceipt,
);

export const handler = flushing(
  metrics,
  queueOrPushHandler(
    sqsHandler(Receipt, company.joined(traced), {
      maxReceiveCount: environment.MAX_RECEIVE_COUNT,
      notes: createDeadLetterNotes(documents, environment.STATUSES_TABLE, clock),
      clock,
      log,
    }),
    push(LogSubscriptionEvent, fromLog),
    push(BusInvocation, fromBus),
  ),
);
