import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import type { Api } from './api.ts';
import type { Storage } from './storage.ts';

export interface KeysProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly logs: LogSettings;
}

/** Lets a tenant's admin keys make, list, rotate and revoke the tenant's keys. */
export class Keys extends Construct {
  constructor(scope: Construct, id: string, { api, storage, logs }: KeysProps) {
    super(scope, id);
    const manageKeys = new PipelineFunction(this, 'ManageKeys', {
      name: 'manage-keys',
      description: 'Makes, lists, rotates and revokes API keys of a tenant',
      environment: storage.access.environment,
      logs,
    });

    api.on(HttpMethod.POST, '/v1/keys', manageKeys);
    api.on(HttpMethod.GET, '/v1/keys', manageKeys);
    api.on(HttpMethod.POST, '/v1/keys/{keyId}/rotate', manageKeys);
    api.on(HttpMethod.DELETE, '/v1/keys/{keyId}', manageKeys);
    storage.access.grantManage(manageKeys);
  }
}
