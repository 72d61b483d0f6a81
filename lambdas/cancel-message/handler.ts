import { openAuthentication } from '../../adapters/api-keys/open-authentication.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createStatusStore } from '../../adapters/dynamodb/status-store.ts';
import { createBusClient } from '../../adapters/eventbridge/bus-client.ts';
import { createEventBus } from '../../adapters/eventbridge/event-bus.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { CancelMessageEnvironment } from '../../core/environment.ts';
import { createCancelMessage } from './cancel-message.ts';

const environment = readEnvironment(CancelMessageEnvironment);
const clock = () => new Date();
const documents = createDocumentClient();

const cancelMessage = createCancelMessage({
  messages: createMessageStore(documents, environment.MESSAGES_TABLE),
  statuses: createStatusStore(documents, environment.STATUSES_TABLE),
  events: createEventBus(createBusClient(), environment.EVENT_BUS_NAME),
  clock,
});

const log = createLog(environment.LOG_LEVEL);
const { withApiKey } = openAuthentication(environment, documents, { clock, log });

export const handler = httpHandler(
  withApiKey('send', async ({ pathParameters }, { tenant }) => ({
    status: 200,
    body: await cancelMessage(tenant, pathParameters.messageId),
  })),
  log,
);
