import { createDeadLetterNotes } from '../../adapters/dynamodb/dead-letter-notes.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createBusClient } from '../../adapters/eventbridge/bus-client.ts';
import { createEventBus } from '../../adapters/eventbridge/event-bus.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { sqsHandler } from '../../adapters/lambda/sqs-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { IngestInboundEnvironment } from '../../core/environment.ts';
import { InboundEntry } from '../../core/inbound/inbound-entry.ts';
import { createIngestInbound } from './ingest-inbound.ts';

const environment = readEnvironment(IngestInboundEnvironment);
const clock = () => new Date();
const events = createEventBus(createBusClient(), environment.EVENT_BUS_NAME);

export const handler = sqsHandler(InboundEntry, createIngestInbound({ events }), {
  maxReceiveCount: environment.MAX_RECEIVE_COUNT,
  notes: createDeadLetterNotes(createDocumentClient(), environment.STATUSES_TABLE, clock),
  clock,
  log: createLog(environment.LOG_LEVEL),
});
