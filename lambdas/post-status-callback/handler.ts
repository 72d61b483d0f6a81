import { createKeyStore } from '../../adapters/api-keys/key-store.ts';
import { createDeadLetterNotes } from '../../adapters/dynamodb/dead-letter-notes.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { sqsHandler } from '../../adapters/lambda/sqs-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { openSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { createRepeatCallback } from '../../adapters/sqs/status-callback-queue.ts';
import { createFindAuthToken } from '../../adapters/twilio-api/find-auth-token.ts';
import { createPostWebhook } from '../../adapters/webhooks/post-webhook.ts';
import { PostStatusCallbackEnvironment } from '../../core/environment.ts';
import { StatusCallbackEntry } from '../../core/twilio-api/status-callback.ts';
import { createPostStatusCallback } from './post-status-callback.ts';

const environment = readEnvironment(PostStatusCallbackEnvironment);
const log = createLog(environment.LOG_LEVEL);
const documents = createDocumentClient();
const clock = () => new Date();
const secrets = openSecretsManagerStore(clock);

const postStatusCallback = createPostStatusCallback({
  messages: createMessageStore(documents, environment.MESSAGES_TABLE),
  findAuthToken: createFindAuthToken(
    createKeyStore(documents, environment.API_KEYS_TABLE),
    () => secrets.read(environment.ACCOUNT_TOKEN_KEY_ARN),
    clock,
  ),
  post: createPostWebhook(environment.WEBHOOK_HOSTS),
  repeat: createRepeatCallback(createQueueClient(), environment.STATUS_CALLBACKS_QUEUE_URL),
  log,
});

export const handler = sqsHandler(StatusCallbackEntry, postStatusCallback, {
  maxReceiveCount: environment.MAX_RECEIVE_COUNT,
  notes: createDeadLetterNotes(documents, environment.STATUSES_TABLE, clock),
  clock,
  log,
});
