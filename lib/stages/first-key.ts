import { CustomResource, Duration } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { encryptionKeyOf, grantStored } from '../blocks/encryption.ts';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import type { Storage } from './storage.ts';

export interface FirstKeyProps {
  readonly storage: Storage;

  /** Whose the key is. */
  readonly tenant: string;

  readonly logs: LogSettings;
}

/** How long a deployment waits: an answer takes seconds, and Lambda tries again after one minute and after two more. */
const patience = Duration.minutes(4);

/** Makes the first API key when the stack is made, and puts it where `sms keys first` takes it from. */
export class FirstKey extends Construct {
  /** Holds the key until it is taken. */
  readonly secret: Secret;

  constructor(scope: Construct, id: string, { storage, tenant, logs }: FirstKeyProps) {
    super(scope, id);
    const encryptionKey = encryptionKeyOf(this);
    // It goes with the stack also where data stays: a key of tables that nobody serves opens nothing.
    this.secret = new Secret(this, 'Secret', {
      description:
        'The first API key until `sms keys first` takes it; what it holds is refused from then on.',
      ...(encryptionKey && { encryptionKey }),
    });
    const makeFirstKey = new PipelineFunction(this, 'MakeFirstKey', {
      name: 'make-first-key',
      description: 'Makes the first API key when the stack is made',
      environment: {
        API_KEYS_TABLE: storage.apiKeys.tableName,
        FIRST_KEY_SECRET_ARN: this.secret.secretArn,
        FIRST_TENANT: tenant,
      },
      logs,
    });
    storage.apiKeys.grant(makeFirstKey, 'dynamodb:PutItem', 'dynamodb:Scan');
    Grant.addToPrincipal({
      grantee: makeFirstKey,
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      resourceArns: [this.secret.secretArn],
    });
    grantStored(this, makeFirstKey);

    new CustomResource(this, 'Request', {
      resourceType: 'Custom::FirstKey',
      serviceToken: makeFirstKey.functionArn,
      serviceTimeout: patience,
    });
  }
}
