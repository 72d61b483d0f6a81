import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { grantSecretValue } from '../blocks/grant-secret-value.ts';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import type { Api } from './api.ts';
import type { Storage } from './storage.ts';

export interface OptOutsProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly logs: LogSettings;
}

/** Lets an application say who does not want its texts any more. */
export class OptOuts extends Construct {
  constructor(scope: Construct, id: string, { api, storage, logs }: OptOutsProps) {
    super(scope, id);
    const manageOptOuts = new PipelineFunction(this, 'ManageOptOuts', {
      name: 'manage-opt-outs',
      description: 'Records, shows and removes who has opted out',
      environment: {
        ...storage.access.environment,
        STATUSES_TABLE: storage.statuses.tableName,
        RECIPIENT_HASH_SECRET_ARN: storage.recipientHashKey.secretArn,
      },
      logs,
    });

    for (const method of [HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE]) {
      api.on(method, '/v1/opt-outs/{number}', manageOptOuts);
    }
    storage.access.grantAuthenticate(manageOptOuts);
    storage.statuses.grant(manageOptOuts, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem');
    grantSecretValue(storage.recipientHashKey, manageOptOuts);
  }
}
