import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Policies } from '../../core/policy.ts';
import { grantSecretValue } from '../blocks/grant-secret-value.ts';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import type { Api } from './api.ts';
import type { Lanes } from './lanes.ts';
import type { Storage } from './storage.ts';
import {
  carrierHealthEnvironment,
  grantCarrierHealth,
  type TextRules,
  textRulesEnvironment,
} from './text-rules.ts';

export interface AcceptProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly lanes: Lanes;
  readonly textRules: TextRules;

  /** Days that messages and their statuses are kept. */
  readonly retentionDays: number;

  /** What is done, by lane, with a text that may or may not have been taken. */
  readonly policies: Policies;

  /** Whether events show the recipient's number. */
  readonly numberInEvents: boolean;

  readonly logs: LogSettings;
}

/** What a function needs to be told to accept texts. */
export const acceptEnvironment = ({
  storage,
  lanes,
  textRules,
  retentionDays,
  policies,
  numberInEvents,
}: AcceptProps) => ({
  ...storage.access.environment,
  MESSAGES_TABLE: storage.messages.tableName,
  STATUSES_TABLE: storage.statuses.tableName,
  ...lanes.environment,
  RECIPIENT_HASH_SECRET_ARN: storage.recipientHashKey.secretArn,
  ...textRulesEnvironment(textRules),
  ...carrierHealthEnvironment(textRules, storage),
  RETENTION_DAYS: String(retentionDays),
  POLICIES: JSON.stringify(policies),
  ...(numberInEvents && { EVENT_RECIPIENT: 'number' as const }),
});

/** What a function may do to accept texts. */
export const grantAccept = ({ storage, lanes, textRules }: AcceptProps, grantee: IGrantable): void => {
  storage.access.grantAuthenticate(grantee);
  grantCarrierHealth(textRules, storage, grantee);
  storage.messages.grant(grantee, 'dynamodb:GetItem', 'dynamodb:PutItem');
  // For the tenants of the day.
  storage.statuses.grant(grantee, 'dynamodb:UpdateItem');
  grantSecretValue(storage.recipientHashKey, grantee);
  for (const queue of lanes.all) queue.grantSend(grantee);
};

/** Takes messages over, one or many: checks them, stores them, and puts their ids into their lanes. */
export class Accept extends Construct {
  constructor(scope: Construct, id: string, props: AcceptProps) {
    super(scope, id);
    const { api, storage } = props;

    const acceptMessage = new PipelineFunction(this, 'AcceptMessage', {
      name: 'accept-message',
      description: 'Validates a message, stores it and puts it into its lane',
      environment: acceptEnvironment(props),
      logs: props.logs,
    });

    api.on(HttpMethod.POST, '/v1/messages', acceptMessage);
    grantAccept(props, acceptMessage);

    const acceptBatch = new PipelineFunction(this, 'AcceptBatch', {
      name: 'accept-batch',
      description: 'Accepts up to a hundred messages, each by itself',
      environment: acceptEnvironment(props),
      logs: props.logs,
      // A hundred texts to check at once: twice the CPU for as long as that takes.
      memorySize: 1024,
    });

    api.on(HttpMethod.POST, '/v1/messages/batch', acceptBatch);
    grantAccept(props, acceptBatch);
    storage.messages.grant(acceptBatch, 'dynamodb:BatchWriteItem');
  }
}
