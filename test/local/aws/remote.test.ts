import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { PublishCommand } from '@aws-sdk/client-sns';
import {
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFakeEmulator } from '../../support/fake-emulator.ts';
import { functionArn, type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

let emulator: Awaited<ReturnType<typeof startFakeEmulator>>;
let local: LocalEndpoint;
beforeEach(async () => {
  emulator = await startFakeEmulator();
  local = await startLocalEndpoint({ remote: emulator.url });
});
afterEach(async () => {
  await local.stop();
  await emulator.stop();
});

const actions = () => emulator.calls.map(({ action }) => action);
const table = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};

test('creates resources in the emulator, and finds them there again', async () => {
  for (const _run of [1, 2]) {
    const { attributes } = await local.create('AWS::DynamoDB::Table', 'Messages', table);
    expect(attributes?.Arn).toContain(':123456789012:');
    const queue = await local.create('AWS::SQS::Queue', 'Lane', { VisibilityTimeout: 60 });
    expect(queue.attributes?.Arn).toBe('arn:aws:sqs:us-east-1:123456789012:local-Lane');
    const secret = await local.create('AWS::SecretsManager::Secret', 'Key', { SecretString: 'one' });
    expect(secret.ref).toContain(':123456789012:secret:local-Key-');
    await local.create('AWS::Events::EventBus', 'Bus', { Name: 'sms' });
    await local.create('AWS::Events::Rule', 'Rule', { EventBusName: 'sms', EventPattern: { source: ['a'] } });
  }
  expect(actions().filter((action) => action === 'CreateQueue' || action === 'CreateSecret')).toHaveLength(2);
  expect(actions()).toContain('PutRule');
});

test('sends the calls of every service there, with credentials that emulators like', async () => {
  const { ref: TableName } = await local.create('AWS::DynamoDB::Table', 'Messages', table);
  await local.dynamoDb.send(new PutItemCommand({ TableName, Item: { id: { S: 'm' } } }));
  const { Item } = await local.dynamoDb.send(new GetItemCommand({ TableName, Key: { id: { S: 'm' } } }));
  expect(Item).toEqual({ id: { S: 'm' } });
  const { ref: SecretId } = await local.create('AWS::SecretsManager::Secret', 'Key', { SecretString: 'one' });
  expect(await local.secrets.send(new GetSecretValueCommand({ SecretId }))).toMatchObject({
    SecretString: 'one',
  });
  expect(
    (await local.sns.send(new PublishCommand({ PhoneNumber: '+15550100', Message: 'x' }))).MessageId,
  ).toBeTruthy();
  expect(emulator.calls.every(({ headers }) => headers.authorization?.includes('Credential=test/'))).toBe(
    true,
  );
  expect(actions()).toContain('Publish');
});

test('gives URLs of queues that lead to the endpoint, and passes them on as the emulator knows them', async () => {
  const { ref } = await local.create('AWS::SQS::Queue', 'Lane');
  const { QueueUrl } = await local.sqs.send(new GetQueueUrlCommand({ QueueName: 'local-Lane' }));
  expect([ref, QueueUrl]).toEqual(Array(2).fill(`${local.endpoint.url}/123456789012/local-Lane`));
  await local.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
  expect((await local.sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toMatchObject([
    { Body: 'x' },
  ]);
  expect(emulator.calls.at(-1)?.input.QueueUrl).toBe(`${emulator.url}/123456789012/local-Lane`);
});

test('delivers the events that the emulator took to functions and queues here', async () => {
  await local.create('AWS::Events::EventBus', 'Bus', { Name: 'sms' });
  const { ref: QueueUrl, attributes } = await local.create('AWS::SQS::Queue', 'Customer');
  const Targets = [
    { Id: 'f', Arn: functionArn('Hook') },
    { Id: 'q', Arn: attributes?.Arn },
  ];
  await local.create('AWS::Events::Rule', 'Rule', {
    EventBusName: 'sms',
    EventPattern: { source: ['sms'] },
    Targets,
  });
  const Entries = [
    { EventBusName: 'sms', Source: 'sms', DetailType: 'sms.message.sent', Detail: '{"id":"m1"}' },
  ];
  const put = await local.events.send(new PutEventsCommand({ Entries }));
  await expect
    .poll(() => local.functions.invocations)
    .toMatchObject([{ event: { id: put.Entries?.[0]?.EventId } }]);
  await expect
    .poll(async () => (await local.sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages)
    .toMatchObject([{ Body: expect.stringContaining('"id":"m1"') }]);
});

test('refuses strangers itself', async () => {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'stranger' };
  const stranger = new SQSClient({ ...local.client, credentials });
  const ask = stranger.send(new GetQueueUrlCommand({ QueueName: 'x' }));
  await expect(ask).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
});

test("hands the emulator's own errors on, and says when it is not there", async () => {
  const ask = () => local.sqs.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }));
  await expect(ask()).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  const get = new GetItemCommand({ TableName: 'nowhere', Key: { id: { S: 'x' } } });
  await expect(local.dynamoDb.send(get)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await emulator.stop();
  await expect(ask()).rejects.toThrow(`The emulator at ${emulator.url} does not answer`);
  emulator = await startFakeEmulator();
});
