import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createMessageIndex } from '../../adapters/dynamodb/message-index.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createStatusStore } from '../../adapters/dynamodb/status-store.ts';
import { createSweepCursors } from '../../adapters/dynamodb/sweep-cursors.ts';
import { createTenantDays } from '../../adapters/dynamodb/tenant-days.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { scheduleHandler } from '../../adapters/lambda/schedule-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { createLaneQueue } from '../../adapters/sqs/lane-queue.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { ReconcileEnvironment } from '../../core/environment.ts';
import { createReconcile } from './reconcile.ts';

const environment = readEnvironment(ReconcileEnvironment);
const documents = createDocumentClient();
const sqs = createQueueClient();

/** What it looks at is minutes old, and whoever works on what it found looks again. */
const reads = { many: 'recent' } as const;

const reconcile = createReconcile({
  index: createMessageIndex(documents, environment.MESSAGES_TABLE),
  messages: createMessageStore(documents, environment.MESSAGES_TABLE, reads),
  statuses: createStatusStore(documents, environment.STATUSES_TABLE, reads),
  tenantDays: createTenantDays(documents, environment.STATUSES_TABLE),
  cursors: createSweepCursors(documents, environment.STATUSES_TABLE),
  queues: {
    otp: createLaneQueue(sqs, environment.OTP_QUEUE_URL),
    transactional: createLaneQueue(sqs, environment.TRANSACTIONAL_QUEUE_URL),
    promotional: createLaneQueue(sqs, environment.PROMOTIONAL_QUEUE_URL),
  },
  closing: createLaneQueue(sqs, environment.CLOSING_QUEUE_URL),
  clock: () => new Date(),
  receiptTimeoutSeconds: environment.RECEIPT_TIMEOUT_SECONDS,
  log: createLog(environment.LOG_LEVEL),
});

export const handler = scheduleHandler(reconcile);
