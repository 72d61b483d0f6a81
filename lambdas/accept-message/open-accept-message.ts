import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { hashRecipient, hashRequest } from '../../adapters/crypto/hashes.ts';
import { keyedMessageId, randomMessageId } from '../../adapters/crypto/message-ids.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createTenantDays, notingDays } from '../../adapters/dynamodb/tenant-days.ts';
import { openWeightShares } from '../../adapters/dynamodb/weight-shares.ts';
import { countingAccepted } from '../../adapters/metrics/counting-accepted.ts';
import { openSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { createLaneQueue } from '../../adapters/sqs/lane-queue.ts';
import { openTracer } from '../../adapters/tracing/tracer.ts';
import type { AcceptMessageEnvironment } from '../../core/environment.ts';
import type { Limiter } from '../../core/limits/limiter.ts';
import type { Clock, LaneQueue, Log, MessageStore, Metrics } from '../../core/ports.ts';
import { createAcceptMessage } from './accept-message.ts';

type Environment = z.output<typeof AcceptMessageEnvironment>;

/** What the deployment allows of texts that are sent. */
export const acceptSettings = (environment: Environment) => ({
  carrierNames: environment.CARRIER_NAMES,
  routing: environment.ROUTING,
  defaultCountry: environment.DEFAULT_COUNTRY,
  maxSegments: environment.MAX_SEGMENTS,
  allowFixedLines: environment.ALLOW_FIXED_LINES,
  retentionDays: environment.RETENTION_DAYS,
  policies: environment.POLICIES,
  numberInEvents: environment.EVENT_RECIPIENT === 'number',
});

/** The one step that takes a message over, for every function that has an API in front of it. */
export const openAcceptMessage = (
  environment: Environment,
  {
    documents,
    sqs,
    clock,
    limiter,
    metrics,
    log,
    messages = createMessageStore(documents, environment.MESSAGES_TABLE),
    openQueue = createLaneQueue,
  }: {
    readonly documents: DynamoDBDocumentClient;
    readonly sqs: SQSClient;
    readonly clock: Clock;
    readonly limiter: Limiter;
    readonly metrics: Metrics;
    readonly log: Log;
    readonly messages?: MessageStore;
    readonly openQueue?: (client: SQSClient, queueUrl: string) => LaneQueue;
  },
) => {
  const secrets = openSecretsManagerStore(clock);
  const hashKey = () => secrets.read(environment.RECIPIENT_HASH_SECRET_ARN);
  const acceptMessage = createAcceptMessage({
    messages: notingDays(
      createTenantDays(documents, environment.STATUSES_TABLE),
      countingAccepted(metrics, messages),
    ),
    queues: {
      otp: openQueue(sqs, environment.OTP_QUEUE_URL),
      transactional: openQueue(sqs, environment.TRANSACTIONAL_QUEUE_URL),
      promotional: openQueue(sqs, environment.PROMOTIONAL_QUEUE_URL),
    },
    clock,
    settings: acceptSettings(environment),
    ...(environment.CARRIER_HEALTH_TABLE !== undefined && {
      weightShares: openWeightShares(documents, environment.CARRIER_HEALTH_TABLE, {
        routing: environment.ROUTING,
        clock,
        log,
      }),
    }),
    randomMessageId,
    keyedMessageId,
    hashRequest: async (request) => hashRequest(request, await hashKey()),
    hashRecipient: async (recipient) => hashRecipient(recipient, await hashKey()),
    limiter,
    log,
  });
  return openTracer()('accept', (accepted) => accepted?.message.messageId, acceptMessage);
};
