import { openAuthentication } from '../../adapters/api-keys/open-authentication.ts';
import { hashRecipient, hashRequest } from '../../adapters/crypto/hashes.ts';
import { keyedMessageId, randomMessageId } from '../../adapters/crypto/message-ids.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createTenantDays, notingDays } from '../../adapters/dynamodb/tenant-days.ts';
import { openWeightShares } from '../../adapters/dynamodb/weight-shares.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { readJson } from '../../adapters/lambda/json-body.ts';
import { createLog } from '../../adapters/log/log.ts';
import { openSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { createLaneQueue } from '../../adapters/sqs/lane-queue.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { AcceptMessageEnvironment } from '../../core/environment.ts';
import { createAcceptMessage } from './accept-message.ts';

const environment = readEnvironment(AcceptMessageEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();
const documents = createDocumentClient();
const sqs = createQueueClient();
const secrets = openSecretsManagerStore(clock);

const { withApiKey, limiter } = openAuthentication(environment, documents, { clock, log });

const acceptMessage = createAcceptMessage({
  messages: notingDays(
    createTenantDays(documents, environment.STATUSES_TABLE),
    createMessageStore(documents, environment.MESSAGES_TABLE),
  ),
  queues: {
    otp: createLaneQueue(sqs, environment.OTP_QUEUE_URL),
    transactional: createLaneQueue(sqs, environment.TRANSACTIONAL_QUEUE_URL),
    promotional: createLaneQueue(sqs, environment.PROMOTIONAL_QUEUE_URL),
  },
  clock,
  settings: {
    carrierNames: environment.CARRIER_NAMES,
    routing: environment.ROUTING,
    defaultCountry: environment.DEFAULT_COUNTRY,
    maxSegments: environment.MAX_SEGMENTS,
    allowFixedLines: environment.ALLOW_FIXED_LINES,
    retentionDays: environment.RETENTION_DAYS,
    policies: environment.POLICIES,
  },
  ...(environment.CARRIER_HEALTH_TABLE !== undefined && {
    weightShares: openWeightShares(documents, environment.CARRIER_HEALTH_TABLE, {
      routing: environment.ROUTING,
      clock,
      log,
    }),
  }),
  randomMessageId,
  keyedMessageId,
  hashRequest,
  hashRecipient: async (recipient) =>
    hashRecipient(recipient, await secrets.read(environment.RECIPIENT_HASH_SECRET_ARN)),
  limiter,
  log,
});

export const handler = httpHandler(
  withApiKey('send', async (request, caller) => {
    const idempotencyKey = request.headers['idempotency-key'];
    const { message, replayed } = await acceptMessage({
      caller,
      idempotencyKey,
      body: readJson(request),
    });
    return {
      status: 202,
      headers: { location: `/v1/messages/${message.messageId}`, 'idempotency-replayed': String(replayed) },
      body: message,
    };
  }),
  log,
);
