import { openAuthentication } from '../../adapters/api-keys/open-authentication.ts';
import { fingerprint, hashRecipient } from '../../adapters/crypto/hashes.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createMessageIndex } from '../../adapters/dynamodb/message-index.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createStatusStore } from '../../adapters/dynamodb/status-store.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { openSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { ListMessagesEnvironment } from '../../core/environment.ts';
import { createListCursors } from './list-cursor.ts';
import { createListMessages } from './list-messages.ts';
import { createOldestDays } from './oldest-days.ts';

const environment = readEnvironment(ListMessagesEnvironment);
const clock = () => new Date();
const documents = createDocumentClient();
const secrets = openSecretsManagerStore(clock);

const listMessages = createListMessages({
  index: createMessageIndex(documents, environment.MESSAGES_TABLE),
  messages: createMessageStore(documents, environment.MESSAGES_TABLE),
  statuses: createStatusStore(documents, environment.STATUSES_TABLE),
  clock,
  cursors: createListCursors(fingerprint),
  oldestDays: createOldestDays(),
  hashRecipient: async (recipient) =>
    hashRecipient(recipient, await secrets.read(environment.RECIPIENT_HASH_SECRET_ARN)),
  retentionDays: environment.RETENTION_DAYS,
});

const log = createLog(environment.LOG_LEVEL);
const { withApiKey } = openAuthentication(environment, documents, { clock, log });

export const handler = httpHandler(
  withApiKey('read', async ({ query }, { tenant }) => ({
    status: 200,
    body: await listMessages(tenant, query),
  })),
  log,
);
