import { createKeyStore } from '../../adapters/api-keys/key-store.ts';
import { createAuthentication } from '../../adapters/api-keys/with-api-key.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createStatusStore } from '../../adapters/dynamodb/status-store.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { GetMessageEnvironment } from '../../core/environment.ts';
import { createGetMessage } from './get-message.ts';

const environment = readEnvironment(GetMessageEnvironment);
const documents = createDocumentClient();

const getMessage = createGetMessage({
  messages: createMessageStore(documents, environment.MESSAGES_TABLE),
  statuses: createStatusStore(documents, environment.STATUSES_TABLE),
});

const withApiKey = createAuthentication(
  createKeyStore(documents, environment.API_KEYS_TABLE),
  () => new Date(),
);

export const handler = httpHandler(
  withApiKey('read', async ({ pathParameters }, { tenant }) => ({
    status: 200,
    body: await getMessage(tenant, pathParameters.messageId),
  })),
  createLog(environment.LOG_LEVEL),
);
