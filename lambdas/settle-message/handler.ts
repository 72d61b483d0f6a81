import { CarriersVariable, openCarriers } from '../../adapters/carriers/registry.ts';
import { createDeadLetterNotes } from '../../adapters/dynamodb/dead-letter-notes.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createMessageIndex } from '../../adapters/dynamodb/message-index.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createOptOutStore } from '../../adapters/dynamodb/opt-out-store.ts';
import { createStatusStore } from '../../adapters/dynamodb/status-store.ts';
import { createHttpClient } from '../../adapters/http/node-http-client.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { sqsHandler } from '../../adapters/lambda/sqs-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { createMetrics } from '../../adapters/metrics/embedded-metrics.ts';
import { flushing } from '../../adapters/metrics/flushing.ts';
import { openSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { createLaneQueue } from '../../adapters/sqs/lane-queue.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { createReceiptQueue } from '../../adapters/sqs/receipt-queue.ts';
import { createReconcileQueue } from '../../adapters/sqs/reconcile-queue.ts';
import { openTracer } from '../../adapters/tracing/tracer.ts';
import { SettleMessageEnvironment } from '../../core/environment.ts';
import { createMeter } from '../../core/meter.ts';
import { ReconcileEntry } from '../../core/reconcile-entry.ts';
import { createSettleMessage } from './settle-message.ts';

const environment = readEnvironment(SettleMessageEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();
const documents = createDocumentClient();
const sqs = createQueueClient();
const receipts = createReceiptQueue(sqs, environment.RECEIPTS_QUEUE_URL);

const metrics = createMetrics(environment.METRICS_NAMESPACE, clock);

const settleMessage = createSettleMessage({
  messages: createMessageStore(documents, environment.MESSAGES_TABLE),
  statuses: createStatusStore(documents, environment.STATUSES_TABLE),
  index: createMessageIndex(documents, environment.MESSAGES_TABLE),
  optOuts: createOptOutStore(documents, environment.STATUSES_TABLE),
  lanes: {
    otp: createLaneQueue(sqs, environment.OTP_QUEUE_URL),
    transactional: createLaneQueue(sqs, environment.TRANSACTIONAL_QUEUE_URL),
    promotional: createLaneQueue(sqs, environment.PROMOTIONAL_QUEUE_URL),
  },
  receipts,
  reconcile: createReconcileQueue(sqs, environment.RECONCILE_QUEUE_URL),
  carriers: await openCarriers(CarriersVariable.parse(environment.CARRIERS), {
    http: createHttpClient(),
    secrets: openSecretsManagerStore(clock),
    receipts,
    publicUrl: environment.PUBLIC_URL,
    now: clock,
  }),
  // The price of what a look-up found is counted when its receipt is merged.
  meter: createMeter({ metrics, rateCard: [] }),
  clock,
  log,
});

const traced = openTracer()('settle', (_, { messageId }) => messageId, settleMessage);

export const handler = flushing(
  metrics,
  sqsHandler(ReconcileEntry, traced, {
    maxReceiveCount: environment.MAX_RECEIVE_COUNT,
    notes: createDeadLetterNotes(documents, environment.STATUSES_TABLE, clock),
    clock,
    log,
  }),
);
