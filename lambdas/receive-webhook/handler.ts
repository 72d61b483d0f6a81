import { CarriersVariable, openWebhooks } from '../../adapters/carriers/registry.ts';
import { createHttpClient } from '../../adapters/http/node-http-client.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { createMetrics } from '../../adapters/metrics/embedded-metrics.ts';
import { flushing } from '../../adapters/metrics/flushing.ts';
import { openSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { createReceiptQueue } from '../../adapters/sqs/receipt-queue.ts';
import { ReceiveWebhookEnvironment } from '../../core/environment.ts';
import { createReceiveWebhook } from './receive-webhook.ts';

const environment = readEnvironment(ReceiveWebhookEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();

const receipts = createReceiptQueue(createQueueClient(), environment.RECEIPTS_QUEUE_URL);

const webhooks = await openWebhooks(CarriersVariable.parse(environment.CARRIERS), {
  http: createHttpClient(),
  secrets: openSecretsManagerStore(clock),
  receipts,
  publicUrl: environment.PUBLIC_URL,
  now: clock,
});

const metrics = createMetrics(environment.METRICS_NAMESPACE, clock);

const receiveWebhook = createReceiveWebhook({
  webhooks,
  receipts,
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
