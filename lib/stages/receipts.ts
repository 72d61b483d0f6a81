import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import type { RateCard } from '../../core/rate-card.ts';
import { DeadLetterQueue } from '../blocks/dead-letter-queue.ts';
import { grantSecretValue } from '../blocks/grant-secret-value.ts';
import { functionTimeout, type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import { WorkQueue } from '../blocks/work-queue.ts';
import type { Carriers } from '../carriers/carriers.ts';
import { spendEnvironment } from '../rate-card.ts';
import type { Api } from './api.ts';
import type { Events } from './events.ts';
import type { Inbound } from './inbound.ts';
import type { Storage } from './storage.ts';

export interface ReceiptsProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly events: Events;
  readonly carriers: Carriers;

  /** What segments cost. */
  readonly rateCard: RateCard;

  /** Where incoming texts go, which come by the same webhooks. */
  readonly inbound: Inbound;

  readonly logs: LogSettings;
}

/** Takes what carriers report: verified and queued at once, then merged into the status and published. */
export class Receipts extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: ReceiptsProps) {
    super(scope, id);
    const { api, storage, events, carriers, inbound, logs } = props;

    this.queue = new WorkQueue(this, 'Queue', {
      consumerTimeout: functionTimeout,
      // A receipt may come before its message is known to be sent: it is tried again for about ten minutes.
      maxReceiveCount: 10,
    });

    const receiveWebhook = new PipelineFunction(this, 'ReceiveWebhook', {
      name: 'receive-webhook',
      description: "Verifies a carrier's webhook and queues its receipts and incoming texts",
      environment: {
        RECEIPTS_QUEUE_URL: this.queue.queueUrl,
        ...inbound.environment,
        STATUSES_TABLE: storage.statuses.tableName,
        RECIPIENT_HASH_SECRET_ARN: storage.recipientHashKey.secretArn,
        CARRIERS: carriers.toJson(this),
        PUBLIC_URL: api.url,
      },
      logs,
    });
    // By POST, except that a Vonage account may be set to GET
    for (const method of [HttpMethod.POST, HttpMethod.GET]) {
      api.on(method, '/v1/webhooks/{carrier}/{token}', receiveWebhook);
    }
    this.queue.grantSend(receiveWebhook);
    carriers.grantVerify(receiveWebhook);
    // A STOP is in force before it is acknowledged.
    inbound.queue.grantSend(receiveWebhook);
    storage.statuses.grant(receiveWebhook, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem');
    grantSecretValue(storage.recipientHashKey, receiveWebhook);

    const ingestReceipt = new PipelineFunction(this, 'IngestReceipt', {
      name: 'ingest-receipt',
      description: 'Merges receipts into the status of their message and publishes the change',
      environment: {
        ...this.queue.environment,
        CARRIER_NAMES: carriers.names.join(','),
        STATUSES_TABLE: storage.statuses.tableName,
        EVENT_BUS_NAME: events.bus.eventBusName,
        RECEIPTS_QUEUE_URL: this.queue.queueUrl,
        ...spendEnvironment(props.rateCard),
      },
      requeues: true,
      // Receipts that are pushed past the queue, such as delivery logs. They get a queue to themselves, because a
      // redrive of the receipts' own dead-letter queue would feed them back in a form that the queue does not hold.
      onFailure: new SqsDestination(new DeadLetterQueue(this, 'FailedPushes')),
      logs,
    });
    this.queue.feed(ingestReceipt);
    this.queue.grantSend(ingestReceipt);
    storage.statuses.grant(ingestReceipt, 'dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem');
    events.grantPublish(ingestReceipt);
    carriers.pushReceiptsTo(ingestReceipt);
  }
}
