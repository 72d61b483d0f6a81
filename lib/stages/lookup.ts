import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { grantSecretValue } from '../blocks/grant-secret-value.ts';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import type { Api } from './api.ts';
import type { Storage } from './storage.ts';

export interface LookupProps {
  readonly api: Api;
  readonly storage: Storage;

  /** Days that messages and their statuses are kept. */
  readonly retentionDays: number;

  readonly logs: LogSettings;
}

/** Tells an application what became of its messages. */
export class Lookup extends Construct {
  constructor(scope: Construct, id: string, props: LookupProps) {
    super(scope, id);
    const { api, storage, logs } = props;
    const tables = {
      ...storage.access.environment,
      MESSAGES_TABLE: storage.messages.tableName,
      STATUSES_TABLE: storage.statuses.tableName,
    };

    const getMessage = new PipelineFunction(this, 'GetMessage', {
      name: 'get-message',
      description: 'Answers a message with its status and timeline',
      environment: tables,
      logs,
    });
    api.on(HttpMethod.GET, '/v1/messages/{messageId}', getMessage);
    storage.access.grantAuthenticate(getMessage);
    for (const table of [storage.messages, storage.statuses]) table.grant(getMessage, 'dynamodb:GetItem');

    const listMessages = new PipelineFunction(this, 'ListMessages', {
      name: 'list-messages',
      description: 'Answers the messages that fit some filters, newest first',
      environment: {
        ...tables,
        RECIPIENT_HASH_SECRET_ARN: storage.recipientHashKey.secretArn,
        RETENTION_DAYS: String(props.retentionDays),
      },
      logs,
    });
    api.on(HttpMethod.GET, '/v1/messages', listMessages);
    storage.access.grantAuthenticate(listMessages);
    storage.messages.grantQuery(listMessages, 'byTime', 'byRecipient', 'byReference');
    storage.messages.grant(listMessages, 'dynamodb:BatchGetItem');
    storage.statuses.grant(listMessages, 'dynamodb:BatchGetItem');
    grantSecretValue(storage.recipientHashKey, listMessages);
  }
}
