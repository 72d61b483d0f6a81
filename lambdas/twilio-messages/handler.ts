import { createKeyStore } from '../../adapters/api-keys/key-store.ts';
import { openAuthentication } from '../../adapters/api-keys/open-authentication.ts';
import { fingerprint, hashRecipient } from '../../adapters/crypto/hashes.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createMessageIndex } from '../../adapters/dynamodb/message-index.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createStatusStore } from '../../adapters/dynamodb/status-store.ts';
import { createBusClient } from '../../adapters/eventbridge/bus-client.ts';
import { createEventBus } from '../../adapters/eventbridge/event-bus.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { createMetrics } from '../../adapters/metrics/embedded-metrics.ts';
import { flushing } from '../../adapters/metrics/flushing.ts';
import { openSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { basicCredentials } from '../../adapters/twilio-api/basic-credentials.ts';
import { TwilioMessagesEnvironment } from '../../core/environment.ts';
import { isLive } from '../../core/keys/key-record.ts';
import { acceptSettings, openAcceptMessage } from '../accept-message/open-accept-message.ts';
import { createCancelMessage } from '../cancel-message/cancel-message.ts';
import { createEraseContent } from '../erase-content/erase-content.ts';
import { createListCursors } from '../list-messages/list-cursor.ts';
import { createOldestDays } from '../list-messages/oldest-days.ts';
import { answerTwilioErrors, tellTwilioError } from './answer-twilio-errors.ts';
import { createCreateMessage } from './create-message.ts';
import { createFindMessage } from './find-message.ts';
import { hiding } from './hiding.ts';
import { createTwilioList } from './list-messages.ts';
import { createTwilioMessages } from './twilio-messages.ts';

const environment = readEnvironment(TwilioMessagesEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();
const documents = createDocumentClient();
const metrics = createMetrics(environment.METRICS_NAMESPACE, clock);
const keys = createKeyStore(documents, environment.API_KEYS_TABLE);
const { withApiKey, limiter } = openAuthentication(environment, documents, {
  clock,
  log,
  read: basicCredentials,
});

const secrets = openSecretsManagerStore(clock);
const messages = createMessageStore(documents, environment.MESSAGES_TABLE);
const statuses = createStatusStore(documents, environment.STATUSES_TABLE);
const events = createEventBus(createBusClient(), environment.EVENT_BUS_NAME);

const twilioMessages = createTwilioMessages({
  create: createCreateMessage({
    accept: openAcceptMessage(environment, {
      documents,
      sqs: createQueueClient(),
      clock,
      limiter,
      metrics,
      log,
    }),
    settings: acceptSettings(environment),
    webhookHosts: environment.WEBHOOK_HOSTS,
    canSign: async (accountSid) => {
      const issued = await keys.find(accountSid);
      return issued !== undefined && isLive(issued, clock());
    },
  }),
  find: createFindMessage({ messages, statuses }),
  list: createTwilioList({
    index: createMessageIndex(documents, environment.MESSAGES_TABLE),
    messages,
    statuses,
    clock,
    cursors: createListCursors(fingerprint),
    oldestDays: createOldestDays(),
    hashRecipient: async (recipient) =>
      hashRecipient(recipient, await secrets.read(environment.RECIPIENT_HASH_SECRET_ARN)),
    retentionDays: environment.RETENTION_DAYS,
  }),
  cancel: createCancelMessage({ messages, statuses, events, clock }),
  redact: createEraseContent({ messages, statuses, clock, log }),
  remove: createEraseContent({ messages: hiding(messages), statuses, clock, log }),
  clock,
});

// Inside of the authentication, so that a refusal of the step comes with where the key stands, too.
const answering = answerTwilioErrors(twilioMessages, log);
const reading = withApiKey('read', answering);
const writing = withApiKey('send', answering);

export const handler = flushing(
  metrics,
  httpHandler(
    async (request) => (request.method === 'GET' ? reading : writing)(request),
    log,
    tellTwilioError,
  ),
);
