import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { functionTimeout, type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import { WorkQueue } from '../blocks/work-queue.ts';
import type { InboundInput } from '../inbound.ts';
import type { Events } from './events.ts';
import type { Storage } from './storage.ts';

export interface InboundProps {
  readonly events: Events;
  readonly storage: Storage;
  readonly settings: InboundInput;
  readonly logs: LogSettings;
}

/** Tells subscribers of the texts that recipients send. They come in by the webhooks of the carriers. */
export class Inbound extends Construct {
  readonly queue: WorkQueue;
  private readonly settings: InboundInput;

  constructor(scope: Construct, id: string, { events, storage, settings, logs }: InboundProps) {
    super(scope, id);
    this.settings = settings;
    this.queue = new WorkQueue(this, 'Queue', { consumerTimeout: functionTimeout, maxReceiveCount: 5 });

    const ingestInbound = new PipelineFunction(this, 'IngestInbound', {
      name: 'ingest-inbound',
      description: 'Publishes incoming texts, and who opted out or in by them',
      environment: {
        ...this.queue.environment,
        STATUSES_TABLE: storage.statuses.tableName,
        EVENT_BUS_NAME: events.bus.eventBusName,
      },
      logs,
    });
    this.queue.feed(ingestInbound);
    events.grantPublish(ingestInbound);
    // Why an entry was given up.
    storage.statuses.grant(ingestInbound, 'dynamodb:PutItem');
  }

  /** What tells a function where incoming texts go, and whose they are. */
  get environment() {
    return { INBOUND_QUEUE_URL: this.queue.queueUrl, INBOUND: Stack.of(this).toJsonString(this.settings) };
  }
}
