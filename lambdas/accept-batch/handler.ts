import { openAuthentication } from '../../adapters/api-keys/open-authentication.ts';
import { withBatchedAdds } from '../../adapters/dynamodb/batched-adds.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createMessageStore } from '../../adapters/dynamodb/message-store.ts';
import { createCompany } from '../../adapters/lambda/company.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { readJson } from '../../adapters/lambda/json-body.ts';
import { createLog } from '../../adapters/log/log.ts';
import { createMetrics } from '../../adapters/metrics/embedded-metrics.ts';
import { flushing } from '../../adapters/metrics/flushing.ts';
import { createBatchedLaneQueue } from '../../adapters/sqs/batched-lane-queue.ts';
import { createQueueClient } from '../../adapters/sqs/queue-client.ts';
import { AcceptMessageEnvironment } from '../../core/environment.ts';
import { openAcceptMessage } from '../accept-message/open-accept-message.ts';
import { createAcceptBatch } from './accept-batch.ts';

/** In bytes: a hundred texts of the longest kind, with all their metadata but the most lavish. */
const maxBodyBytes = 1_048_576;

const environment = readEnvironment(AcceptMessageEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();
const documents = createDocumentClient();
const sqs = createQueueClient();
const metrics = createMetrics(environment.METRICS_NAMESPACE, clock);

const { withApiKey, limiter } = openAuthentication(environment, documents, { clock, log });

/** The answer waits for all texts anyway, so that they lose nothing by waiting for each other. Milliseconds. */
const patienceMs = 250;
const company = createCompany(patienceMs);
const { meet } = company;

const table = environment.MESSAGES_TABLE;
const accept = openAcceptMessage(environment, {
  ...{ documents, sqs, clock, limiter, metrics, log },
  messages: withBatchedAdds(documents, table, createMessageStore(documents, table), { meet }),
  openQueue: (client, queueUrl) => createBatchedLaneQueue(client, queueUrl, { meet }),
});
const acceptBatch = createAcceptBatch({
  accept: company.joined(accept),
  limiter,
  log,
});

export const handler = flushing(
  metrics,
  httpHandler(
    withApiKey('send', async (request, caller) => ({
      status: 200,
      ...(await acceptBatch({
        caller,
        idempotencyKey: request.headers['idempotency-key'],
        body: readJson(request, maxBodyBytes),
      })),
    })),
    log,
  ),
);
