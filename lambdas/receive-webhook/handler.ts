import { CarriersVariable, openWebhooks } from '../../adapters/carriers/registry.ts';
import { hashRecipient } from '../../adapters/crypto/hashes.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createInboundLog } from '../../adapters/dynamodb/inbound-log.ts';
import { createOptOutStore } from '../../adapters/dynamodb/opt-out-store.ts';
import { createHttpClient } from '../../adapters/http/node-http-client.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { createMetrics } from '../../adapters/metrics/embedded-metrics.ts';
import { flushing } from '../../adapters/metrics/flushing.ts';
import { openSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { createInboundQueue } from '../../adapters/sqs/inbound-queue.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { createReceiptQueue } from '../../adapters/sqs/receipt-queue.ts';
import { ReceiveWebhookEnvironment } from '../../core/environment.ts';
import { createReceiveWebhook } from './receive-webhook.ts';
import { createTakeInbound } from './take-inbound.ts';

const environment = readEnvironment(ReceiveWebhookEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();

const secrets = openSecretsManagerStore(clock);
const queues = createQueueClient();
const receipts = createReceiptQueue(queues, environment.RECEIPTS_QUEUE_URL);

const webhooks = await openWebhooks(CarriersVariable.parse(environment.CARRIERS), {
  http: createHttpClient(),
  secrets,
  receipts,
  publicUrl: environment.PUBLIC_URL,
  now: clock,
});

const metrics = createMetrics(environment.METRICS_NAMESPACE, clock);
const documents = createDocumentClient();
const takeInbound = createTakeInbound({
  settings: environment.INBOUND,
  inbound: createInboundLog(documents, environment.STATUSES_TABLE),
  optOuts: createOptOutStore(documents, environment.STATUSES_TABLE),
  queue: createInboundQueue(queues, environment.INBOUND_QUEUE_URL),
  hashRecipient: async (recipient) =>
    hashRecipient(recipient, await secrets.read(environment.RECIPIENT_HASH_SECRET_ARN)),
  log,
});

const receiveWebhook = createReceiveWebhook({
  webhooks,
  receipts,
  takeInbound,
  publicUrl: environment.PUBLIC_URL,
  clock,
  metrics,
  log,
});

export const handler = flushing(
  metrics,
  httpHandler(async ({ pathParameters, ...request }) => {
    const { carrier = '', token = '' } = pathParameters;
    await receiveWebhook({ ...request, carrier, token });
    return { status: 204 };
  }, log),
);
