import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { probeTable } from '../../adapters/dynamodb/probe.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { probeQueue } from '../../adapters/sqs/probe.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { HealthEnvironment } from '../../core/environment.ts';
import { createCheckHealth } from './check-health.ts';

const environment = readEnvironment(HealthEnvironment);
const documents = createDocumentClient();
const sqs = createQueueClient();

const checkHealth = createCheckHealth(environment.SERVICE_VERSION, {
  messages: probeTable(documents, environment.MESSAGES_TABLE, 'messageId'),
  statuses: probeTable(documents, environment.STATUSES_TABLE, 'pk'),
  otpQueue: probeQueue(sqs, environment.OTP_QUEUE_URL),
  transactionalQueue: probeQueue(sqs, environment.TRANSACTIONAL_QUEUE_URL),
  promotionalQueue: probeQueue(sqs, environment.PROMOTIONAL_QUEUE_URL),
  receiptsQueue: probeQueue(sqs, environment.RECEIPTS_QUEUE_URL),
});

export const handler = httpHandler(checkHealth, createLog(environment.LOG_LEVEL));
