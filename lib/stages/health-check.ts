import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import type { Api } from './api.ts';
import type { Lanes } from './lanes.ts';
import type { Receipts } from './receipts.ts';
import type { Storage } from './storage.ts';

export interface HealthCheckProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly lanes: Lanes;
  readonly receipts: Receipts;
  readonly logs: LogSettings;
}

/** Tells whoever watches which version runs and whether what it needs answers. */
export class HealthCheck extends Construct {
  constructor(scope: Construct, id: string, { api, storage, lanes, receipts, logs }: HealthCheckProps) {
    super(scope, id);
    const health = new PipelineFunction(this, 'Health', {
      name: 'health',
      description: 'Answers the deployed version and whether its tables and queues answer',
      environment: {
        MESSAGES_TABLE: storage.messages.tableName,
        STATUSES_TABLE: storage.statuses.tableName,
        ...lanes.environment,
        RECEIPTS_QUEUE_URL: receipts.queue.queueUrl,
      },
      logs,
    });

    api.on(HttpMethod.GET, '/v1/health', health);
    for (const table of [storage.messages, storage.statuses]) table.grant(health, 'dynamodb:GetItem');
    for (const queue of [...lanes.all, receipts.queue]) queue.grantMeasure(health);
  }
}
