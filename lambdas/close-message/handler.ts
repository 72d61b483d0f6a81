import { createDeadLetterNotes } from '../../adapters/dynamodb/dead-letter-notes.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createStatusStore } from '../../adapters/dynamodb/status-store.ts';
import { createBusClient } from '../../adapters/eventbridge/bus-client.ts';
import { createEventBus } from '../../adapters/eventbridge/event-bus.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { sqsHandler } from '../../adapters/lambda/sqs-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { CloseMessageEnvironment } from '../../core/environment.ts';
import { LaneEntry } from '../../core/lane-entry.ts';
import { createCloseMessage } from './close-message.ts';

const environment = readEnvironment(CloseMessageEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();
const documents = createDocumentClient();

const closeMessage = createCloseMessage({
  statuses: createStatusStore(documents, environment.STATUSES_TABLE),
  events: createEventBus(createBusClient(), environment.EVENT_BUS_NAME),
  clock,
  receiptTimeoutSeconds: environment.RECEIPT_TIMEOUT_SECONDS,
  log,
});

export const handler = sqsHandler(LaneEntry, closeMessage, {
  maxReceiveCount: environment.MAX_RECEIVE_COUNT,
  notes: createDeadLetterNotes(documents, environment.STATUSES_TABLE, clock),
  clock,
  log,
});
