import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallers } from '../../../local/aws/callers.ts';
import { functionArn, type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

/** `kill -9` after the calls were answered and before any delivery was made; then a second process on the same folder. */
const resources = [
  {
    type: 'AWS::DynamoDB::Table',
    logicalId: 'Messages',
    properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    },
  },
  { type: 'AWS::SQS::Queue', logicalId: 'Lane', properties: {} },
  { type: 'AWS::SecretsManager::Secret', logicalId: 'Key', properties: { GenerateSecretString: {} } },
  {
    type: 'AWS::Events::Rule',
    logicalId: 'Rule',
    properties: { EventPattern: { source: ['sms'] }, Targets: [{ Id: 't', Arn: functionArn('Hook') }] },
  },
  {
    type: 'AWS::Scheduler::Schedule',
    logicalId: 'Sweep',
    properties: {
      FlexibleTimeWindow: { Mode: 'OFF' },
      ScheduleExpression: 'rate(1 hour)',
      Target: { Arn: functionArn('Sweep'), RoleArn: 'role', Input: '{"sweep":true}' },
    },
  },
];

let local: LocalEndpoint;
let secretBefore: string | undefined;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'crash-'));
  const script = join(import.meta.dirname, '../../support/crashing-endpoint.ts');
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const endpoint = String((await lines.next()).value);
  child.stdin.write(JSON.stringify(resources));
  await lines.next();

  const credentials = createCallers().credentialsFor('operator');
  const client = { endpoint, region: 'us-east-1', credentials };
  const Item = { id: { S: 'm1' } };
  await new DynamoDBClient(client).send(new PutItemCommand({ TableName: 'local-Messages', Item }));
  const QueueUrl = `${endpoint}/000000000000/local-Lane`;
  await new SQSClient(client).send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
  const Entries = [{ Source: 'sms', DetailType: 'sms.message.sent', Detail: '{"id":"m1"}' }];
  await new EventBridgeClient(client).send(new PutEventsCommand({ Entries }));
  await new SNSClient(client).send(new PublishCommand({ PhoneNumber: '+15550100', Message: 'x' }));
  const secret = await new SecretsManagerClient(client).send(
    new GetSecretValueCommand({ SecretId: 'local-Key' }),
  );
  secretBefore = secret.SecretString;
  child.kill('SIGKILL');
  await once(child, 'exit');

  local = await startLocalEndpoint({ dataDir });
  for (const { type, logicalId, properties } of resources) await local.create(type, logicalId, properties);
});
afterAll(() => local.stop());

test('rows, messages and secrets outlive a kill', async () => {
  const get = new GetItemCommand({ TableName: 'local-Messages', Key: { id: { S: 'm1' } } });
  expect((await local.dynamoDb.send(get)).Item).toEqual({ id: { S: 'm1' } });
  const receive = new ReceiveMessageCommand({ QueueUrl: `${local.endpoint.url}/000000000000/local-Lane` });
  expect((await local.sqs.send(receive)).Messages).toMatchObject([{ Body: 'kept' }]);
  const secret = await local.secrets.send(new GetSecretValueCommand({ SecretId: 'local-Key' }));
  expect(secret.SecretString).toBe(secretBefore);
});

test('an event that PutEvents took before a kill is delivered after it, and stays in the history', async () => {
  await expect
    .poll(() => local.functions.invocations.filter((i) => i.functionArn === functionArn('Hook')))
    .toMatchObject([{ event: { detail: { id: 'm1' } } }]);
  expect(local.endpoint.bus.history(0)).toHaveLength(1);
});

test('a schedule that fired before a kill is delivered after it, once, and does not fire anew', async () => {
  await expect
    .poll(() => local.functions.invocations.filter((i) => i.functionArn === functionArn('Sweep')))
    .toEqual([{ functionArn: functionArn('Sweep'), event: { sweep: true } }]);
});

test('the delivery of a text that SNS took before a kill is logged after it', async () => {
  const group = 'sns/us-east-1/000000000000/DirectPublishToPhoneNumber';
  await expect.poll(() => local.endpoint.logs.read(group), { timeout: 5000 }).toHaveLength(1);
});
