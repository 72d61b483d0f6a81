import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createKeyStore } from '../../adapters/api-keys/key-store.ts';
import { openCredentials } from '../../adapters/carriers/registry.ts';
import type { HttpClient } from '../../adapters/http/http-client.ts';
import type { SecretStore } from '../../adapters/secrets/secret-store.ts';
import { apiKeys } from './checks/api-keys.ts';
import { awsAccount } from './checks/aws-account.ts';
import { bootstrap } from './checks/bootstrap.ts';
import { carrierCredentials } from './checks/carrier-credentials.ts';
import { endUserMessaging } from './checks/end-user-messaging.ts';
import { firstKey } from './checks/first-key.ts';
import { lambdaConcurrency } from './checks/lambda-concurrency.ts';
import { runningApi } from './checks/running-api.ts';
import { setAside } from './checks/set-aside.ts';
import { snsAccount } from './checks/sns-account.ts';
import type { Deployment } from './deployment.ts';
import type { Check } from './finding.ts';

export type DoctorDeps = {
  readonly sts: Pick<STSClient, 'send' | 'config'>;
  readonly ssm: Pick<SSMClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
  readonly sns: Pick<SNSClient, 'send'>;
  readonly endUserMessaging: Pick<PinpointSMSVoiceV2Client, 'send'>;
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly documents: DynamoDBDocumentClient;
  readonly secrets: SecretStore;
  readonly http: HttpClient;
  readonly now: () => Date;
  /** Of this checkout. */
  readonly version: string;
  /** Of the CDK's bootstrap stack. */
  readonly qualifier: string;
};

/** What there is to look at before the first deploy: the account. */
const checksBefore = (deps: DoctorDeps): Check[] => [
  awsAccount(deps.sts, undefined),
  bootstrap(deps.ssm, deps.qualifier),
  lambdaConcurrency(deps.lambda),
  snsAccount(deps.sns, undefined),
];

/** What there is to look at after a deploy: the stack, and what its carriers need of the account. */
const checksAfter = async (deps: DoctorDeps, deployment: Deployment): Promise<Check[]> => {
  const { ApiUrl, ApiKeysTable, Carriers, FirstKeySecretArn, SnsDeliveryLogsRoleArn, deadLetterQueues } =
    deployment;
  const keys = createKeyStore(deps.documents, ApiKeysTable);
  const credentials = await openCredentials(Carriers);
  return [
    awsAccount(deps.sts, deployment.account),
    lambdaConcurrency(deps.lambda),
    runningApi(deps.http, ApiUrl, deps.version),
    apiKeys(keys, deps.now, ApiKeysTable),
    ...(FirstKeySecretArn === undefined ? [] : [firstKey({ ...deps, keys }, FirstKeySecretArn)]),
    setAside(deps.sqs, deadLetterQueues),
    ...[...credentials].map(([carrier, check]) => carrierCredentials(carrier, check, deps)),
    ...(Carriers.sns ? [snsAccount(deps.sns, SnsDeliveryLogsRoleArn)] : []),
    ...(Carriers['aws-eum'] ? [endUserMessaging(deps.endUserMessaging, Carriers['aws-eum'])] : []),
  ];
};

/** What there is to look at: before the first deploy the account, after it all that the stack needs. */
export const checksOf = async (deps: DoctorDeps, deployment: Deployment | undefined): Promise<Check[]> =>
  deployment ? checksAfter(deps, deployment) : checksBefore(deps);
