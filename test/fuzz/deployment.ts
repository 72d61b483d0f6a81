import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { Template } from 'aws-cdk-lib/assertions';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { createApiKey } from '../../adapters/api-keys/administer-keys.ts';
import { createKeyStore } from '../../adapters/api-keys/key-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { issueTwilioCredentials } from '../../adapters/twilio-api/issue-credentials.ts';
import type { KeyRecord } from '../../core/keys/key-record.ts';
import { defaultPolicies } from '../../core/policy.ts';
import { defaultRouting } from '../../core/routing/routing-table.ts';
import document from '../../docs/openapi.json' with { type: 'json' };
import { createServeDocs } from '../../lambdas/serve-docs/serve-docs.ts';
import { silentLog } from '../support/fake-ports.ts';
import { startLocalEndpoint } from '../support/local-endpoint.ts';
import { emptyStack, pipelineIn } from '../support/synthesized.ts';
import { muteMetrics } from './mute-metrics.ts';
import { openWebhookHandler } from './webhooks.ts';
import type { GatewayEvent } from './wire.ts';

export type Handler = (event: GatewayEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

const tableNames = {
  Messages: 'MESSAGES_TABLE',
  Statuses: 'STATUSES_TABLE',
  ApiKeys: 'API_KEYS_TABLE',
  Usage: 'USAGE_TABLE',
};
const queueNames = ['OTP', 'TRANSACTIONAL', 'PROMOTIONAL', 'RECEIPTS'];

/** Functions whose own handler is called, wired as in a deployment. */
const imported = {
  'accept-batch': () => import('../../lambdas/accept-batch/handler.ts'),
  'accept-message': () => import('../../lambdas/accept-message/handler.ts'),
  'answer-unrouted': () => import('../../lambdas/answer-unrouted/handler.ts'),
  'cancel-message': () => import('../../lambdas/cancel-message/handler.ts'),
  'erase-content': () => import('../../lambdas/erase-content/handler.ts'),
  'get-message': () => import('../../lambdas/get-message/handler.ts'),
  health: () => import('../../lambdas/health/handler.ts'),
  'list-messages': () => import('../../lambdas/list-messages/handler.ts'),
  'manage-keys': () => import('../../lambdas/manage-keys/handler.ts'),
  'manage-opt-outs': () => import('../../lambdas/manage-opt-outs/handler.ts'),
  'preview-message': () => import('../../lambdas/preview-message/handler.ts'),
  'twilio-messages': () => import('../../lambdas/twilio-messages/handler.ts'),
};

/** The handlers of the API, on the local cloud's services, in this process. */
export const openDeployment = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const local = await startLocalEndpoint({ dataDir });
  const variables: Record<string, string> = {
    AWS_ENDPOINT_URL: local.endpoint.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: local.client.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: local.client.credentials.secretAccessKey,
    LOG_LEVEL: 'error',
    SERVICE_VERSION: '0.0.0',
    METRICS_NAMESPACE: 'fuzz',
    // Who is refused for having asked too often learns nothing of what he asked.
    LIMITS: JSON.stringify({ perKey: { requestsPerMinute: 1e9 }, perTenant: { requestsPerMinute: 1e9 } }),
    CARRIER_NAMES: 'twilio',
    ROUTING: JSON.stringify(defaultRouting('twilio')),
    DEFAULT_COUNTRY: '',
    MAX_SEGMENTS: '10',
    ALLOW_FIXED_LINES: 'false',
    RATE_CARD: '[]',
    RETENTION_DAYS: '90',
    POLICIES: JSON.stringify(defaultPolicies),
    WEBHOOK_HOSTS: 'public',
  };

  const stack = emptyStack();
  pipelineIn(stack);
  const tables = Template.fromStack(stack).findResources('AWS::DynamoDB::Table');
  for (const [part, variable] of Object.entries(tableNames)) {
    const [id, { Properties }] = Object.entries(tables).find(([name]) => name.includes(part)) ?? ['', {}];
    variables[variable] = (await local.create('AWS::DynamoDB::Table', id, Properties)).ref;
  }
  for (const name of queueNames) {
    variables[`${name}_QUEUE_URL`] = (await local.create('AWS::SQS::Queue', name)).ref;
  }
  variables.EVENT_BUS_NAME = (await local.create('AWS::Events::EventBus', 'Bus', { Name: 'bus' })).ref;
  const secret = new CreateSecretCommand({ Name: 'hash', SecretString: 'a key' });
  variables.RECIPIENT_HASH_SECRET_ARN = (await local.secrets.send(secret)).ARN ?? '';
  Object.assign(process.env, variables);
  const unmute = muteMetrics();

  const handlers = new Map<string, Handler>();
  for (const [name, load] of Object.entries(imported)) handlers.set(name, (await load()).handler);
  // Its own handler imports texts, which only the bundle has.
  handlers.set('serve-docs', httpHandler(createServeDocs({ document, page: '', explorer: '' }), silentLog));
  handlers.set('receive-webhook', await openWebhookHandler());

  const keys = createKeyStore(createDocumentClient(), variables.API_KEYS_TABLE ?? '');
  const made: KeyRecord[] = [];
  const keyWith = async (grant: Partial<Parameters<typeof createApiKey>[1]>): Promise<string> => {
    const scopes: KeyRecord['scopes'] = ['send', 'read', 'admin'];
    const key = { tenant: 'acme', scopes, environment: 'local', now: new Date(), ...grant };
    const { apiKey, record } = await createApiKey(keys, key);
    made.push(record);
    return apiKey;
  };
  const apiKeys = {
    all: await keyWith({}),
    reads: await keyWith({ scopes: ['read'] }),
    tests: await keyWith({ kind: 'test' }),
    team: await keyWith({ kind: 'team', recipients: ['+447700900001'] }),
    expired: await keyWith({ expiresAt: '2020-01-01T00:00:00.000Z' }),
    others: await keyWith({ tenant: 'globex' }),
  };
  await keyWith({ name: 'spare' });
  const twilio = await issueTwilioCredentials(keys, 'a key', {
    tenant: 'acme',
    kind: 'live',
    now: new Date(),
  });

  return {
    handlers,
    apiKeys,
    twilio,
    known: {
      messageIds: [`msg_${'0a'.repeat(16)}`],
      keyIds: made.slice(1).map(({ keyId }) => keyId),
    },
    /** What every handler does at least once to answer: a read by key, by way of the SDK. */
    readOnce: async (): Promise<void> => {
      const Key = { messageId: { S: 'none' } };
      await local.dynamoDb.send(new GetItemCommand({ TableName: variables.MESSAGES_TABLE, Key }));
    },
    close: async (): Promise<void> => {
      unmute();
      await local.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
export type FuzzedDeployment = Awaited<ReturnType<typeof openDeployment>>;
