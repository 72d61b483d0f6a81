import { openAuthentication } from '../../adapters/api-keys/open-authentication.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { readJson } from '../../adapters/lambda/json-body.ts';
import { createLog } from '../../adapters/log/log.ts';
import { createMetrics } from '../../adapters/metrics/embedded-metrics.ts';
import { flushing } from '../../adapters/metrics/flushing.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { AcceptMessageEnvironment } from '../../core/environment.ts';
import { openAcceptMessage } from './open-accept-message.ts';

const environment = readEnvironment(AcceptMessageEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();
const documents = createDocumentClient();
const sqs = createQueueClient();
const metrics = createMetrics(environment.METRICS_NAMESPACE, clock);

const { withApiKey, limiter } = openAuthentication(environment, documents, { clock, log });

const acceptMessage = openAcceptMessage(environment, { documents, sqs, clock, limiter, metrics, log });

export const handler = flushing(
  metrics,
  httpHandler(
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
  ),
);
