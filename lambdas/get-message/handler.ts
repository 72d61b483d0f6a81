import { openAuthentication } from '../../adapters/api-keys/open-authentication.ts';
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

const log = createLog(environment.LOG_LEVEL);
const { withApiKey } = openAuthentication(environment, documents, { clock: () => new Date(), log });

export const handler = httpHandler(
  withApiKey('read', async ({ pathParameters }, { tenant }) => ({
    status: 200,
    body: await getMessage(tenant, pathParameters.messageId),
  })),
  log,
);
