import { openAuthentication } from '../../adapters/api-keys/open-authentication.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createStatusStore } from '../../adapters/dynamodb/status-store.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { GetMessageEnvironment } from '../../core/environment.ts';
import { createEraseContent } from './erase-content.ts';

const environment = readEnvironment(GetMessageEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();
const documents = createDocumentClient();

const eraseContent = createEraseContent({
  messages: createMessageStore(documents, environment.MESSAGES_TABLE),
  statuses: createStatusStore(documents, environment.STATUSES_TABLE),
  clock,
  log,
});

const { withApiKey } = openAuthentication(environment, documents, { clock, log });

export const handler = httpHandler(
  withApiKey('send', async ({ pathParameters }, { tenant }) => {
    await eraseContent(tenant, pathParameters.messageId);
    return { status: 204 };
  }),
  log,
);
