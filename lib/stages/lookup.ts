import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import type { Api } from './api.ts';
import type { Storage } from './storage.ts';

export interface LookupProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly logs: LogSettings;
}

/** Tells an application what became of its message. */
export class Lookup extends Construct {
  constructor(scope: Construct, id: string, { api, storage, logs }: LookupProps) {
    super(scope, id);
    const getMessage = new PipelineFunction(this, 'GetMessage', {
      name: 'get-message',
      description: 'Answers a message with its status and timeline',
      environment: {
        API_KEYS_TABLE: storage.apiKeys.tableName,
        MESSAGES_TABLE: storage.messages.tableName,
        STATUSES_TABLE: storage.statuses.tableName,
      },
      logs,
    });

    api.on(HttpMethod.GET, '/v1/messages/{messageId}', getMessage);
    for (const table of [storage.apiKeys, storage.messages, storage.statuses]) {
      table.grant(getMessage, 'dynamodb:GetItem');
    }
  }
}
