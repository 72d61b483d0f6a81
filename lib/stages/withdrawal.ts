import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import type { Api } from './api.ts';
import type { Events } from './events.ts';
import type { Storage } from './storage.ts';

export interface WithdrawalProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly events: Events;

  /** Whether events show the recipient's number, which is then erased from the status too. */
  readonly numberInEvents: boolean;

  readonly logs: LogSettings;
}

/** Takes back a message that has not been sent yet, and the content of one that is past. */
export class Withdrawal extends Construct {
  constructor(scope: Construct, id: string, props: WithdrawalProps) {
    super(scope, id);
    const { api, storage, events, logs } = props;
    const tables = {
      ...storage.access.environment,
      MESSAGES_TABLE: storage.messages.tableName,
      STATUSES_TABLE: storage.statuses.tableName,
    };

    const cancelMessage = new PipelineFunction(this, 'CancelMessage', {
      name: 'cancel-message',
      description: 'Cancels a message before its submit',
      environment: { ...tables, EVENT_BUS_NAME: events.bus.eventBusName },
      logs,
    });
    api.on(HttpMethod.POST, '/v1/messages/{messageId}/cancel', cancelMessage);
    storage.statuses.grant(cancelMessage, 'dynamodb:PutItem');
    events.grantPublish(cancelMessage);

    const eraseContent = new PipelineFunction(this, 'EraseContent', {
      name: 'erase-content',
      description: 'Erases the number and the text of a message, and keeps its status',
      environment: tables,
      logs,
    });
    api.on(HttpMethod.DELETE, '/v1/messages/{messageId}/content', eraseContent);
    storage.messages.grant(eraseContent, 'dynamodb:UpdateItem');
    if (props.numberInEvents) storage.statuses.grant(eraseContent, 'dynamodb:PutItem');

    for (const withdraws of [cancelMessage, eraseContent]) {
      storage.access.grantAuthenticate(withdraws);
      storage.messages.grant(withdraws, 'dynamodb:GetItem');
      storage.statuses.grant(withdraws, 'dynamodb:GetItem');
    }
  }
}
