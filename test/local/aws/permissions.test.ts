import { describe, expect, test } from 'vitest';
import type { AwsCall } from '../../../local/aws/call.ts';
import { keysOf } from '../../../local/aws/keys.ts';
import { enforcePermissions } from '../../../local/aws/permissions.ts';
import type { DeployedResource } from '../../../local/template/deploy.ts';
import type { Statement } from '../../../local/template/permissions.ts';

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;

const statements: readonly Statement[] = [
  {
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:BatchGet*'],
    Resource: [arn('dynamodb', 'table/Messages')],
  },
  {
    Effect: 'Allow',
    Action: ['dynamodb:Query'],
    Resource: [arn('dynamodb', 'table/Messages/index/byTime')],
  },
  { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: [arn('sqs', 'Otp'), arn('sqs', 'Promo*')] },
  { Effect: 'Deny', Action: ['sqs:*'], Resource: [arn('sqs', 'PromoOld')] },
  {
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
    Resource: [arn('kms', 'key/Mine')],
  },
  { Effect: 'Allow', Action: ['events:PutEvents'], Resource: [arn('events', 'event-bus/Bus')] },
  { Effect: 'Allow', Action: ['sns:Publish'], NotResource: ['arn:aws:sns:*:*:*'] },
  { Effect: 'Allow', Action: ['sms-voice:SendTextMessage'], Resource: [arn('sms-voice', 'p*')] },
];

/** The key of what is kept in the account; without one, AWS's own. */
const attempt = (
  caller: string,
  service: string,
  action: string,
  input: AwsCall['input'],
  keys: ReadonlyMap<string, string> = new Map(),
) =>
  enforcePermissions(() => ({ permissions: new Map([['Sender', statements]]), keys }))(
    {
      requestId: '1',
      caller,
      signed: true,
      service,
      action,
      region: 'us-east-1',
      input,
      headers: {},
      signal: new AbortController().signal,
    },
    async () => ({ status: 200, headers: {}, body: 'answered' }),
  );

const queue = (name: string) => ({ QueueUrl: `http://127.0.0.1:1/000000000000/${name}` });

test.each([
  ['an item of its table', 'dynamodb', 'GetItem', { TableName: 'Messages' }],
  ['an index of its table', 'dynamodb', 'Query', { TableName: 'Messages', IndexName: 'byTime' }],
  ['a table named by its ARN', 'dynamodb', 'GetItem', { TableName: arn('dynamodb', 'table/Messages') }],
  ['a batch of items of its table', 'dynamodb', 'BatchGetItem', { RequestItems: { Messages: {} } }],
  ['a query of its index', 'dynamodb', 'Query', { TableName: 'Messages', IndexName: 'byTime' }],
  ['a message to its queue', 'sqs', 'SendMessage', queue('Otp')],
  ['a batch of messages by the action of one', 'sqs', 'SendMessageBatch', queue('PromoNew')],
  ['events for its bus', 'events', 'PutEvents', { Entries: [{ EventBusName: 'Bus' }] }],
  ['a text to a phone number', 'sns', 'Publish', { PhoneNumber: '+447700900001' }],
  ['a text from a pool', 'sms-voice', 'SendTextMessage', { OriginationIdentity: 'pool-1' }],
  ['a text from a number', 'sms-voice', 'SendTextMessage', { OriginationIdentity: '+447700900001' }],
])('allows %s', async (_what, service, action, input) => {
  expect((await attempt('Sender', service, action, input)).body).toBe('answered');
});

test.each([
  ['another action', 'dynamodb', 'PutItem', { TableName: 'Messages' }],
  ['the table of its index', 'dynamodb', 'Query', { TableName: 'Messages' }],
  ['another index', 'dynamodb', 'Query', { TableName: 'Messages', IndexName: 'byRecipient' }],
  ['another table', 'dynamodb', 'GetItem', { TableName: 'MessagesToo' }],
  ['a query of another index', 'dynamodb', 'Query', { TableName: 'Messages', IndexName: 'byDue' }],
  ['a query of the table itself', 'dynamodb', 'Query', { TableName: 'Messages' }],
  ['a text from another identity', 'sms-voice', 'SendTextMessage', { OriginationIdentity: 'Shop' }],
  [
    'a batch that touches another table',
    'dynamodb',
    'BatchGetItem',
    { RequestItems: { Messages: {}, Other: {} } },
  ],
  ['another queue', 'sqs', 'SendMessage', queue('Transactional')],
  ['what one statement allows and another denies', 'sqs', 'SendMessage', queue('PromoOld')],
  [
    'events for two buses of which one is not its own',
    'events',
    'PutEvents',
    { Entries: [{ EventBusName: 'Bus' }, {}] },
  ],
  ['a topic', 'sns', 'Publish', { TopicArn: arn('sns', 'topic') }],
  [
    'another service',
    'secretsmanager',
    'GetSecretValue',
    { SecretId: arn('secretsmanager', 'secret:S-abcdef') },
  ],
])('refuses %s', async (_what, service, action, input) => {
  await expect(attempt('Sender', service, action, input)).rejects.toThrow('is not authorized to perform');
});

test('lets callers that are no functions do everything', async () => {
  expect((await attempt('operator', 'dynamodb', 'Scan', { TableName: 'Messages' })).body).toBe('answered');
});

describe('under a key of the deployer', () => {
  const keys = new Map([
    ['dynamodb table/Messages', 'key/Mine'],
    ['sqs Otp', 'key/Mine'],
    ['sqs PromoNew', 'key/Other'],
  ]);

  test.each([
    ['a read, with the key', 'dynamodb', 'GetItem', { TableName: 'Messages' }],
    [
      'a query of an index, with the key of its table',
      'dynamodb',
      'Query',
      { TableName: 'Messages', IndexName: 'byTime' },
    ],
    ['a message, with the key', 'sqs', 'SendMessage', queue('Otp')],
  ])('allows %s', async (_what, service, action, input) => {
    expect((await attempt('Sender', service, action, input, keys)).body).toBe('answered');
  });

  test('refuses what is kept under a key that the function may not use, though it may use the queue', async () => {
    await expect(attempt('Sender', 'sqs', 'SendMessage', queue('PromoNew'), keys)).rejects.toThrow(
      'is not authorized to perform: kms:Decrypt on resource: key/Other',
    );
  });

  test('finds the keys of tables, queues and secrets in the template', () => {
    const resource = (type: string, ref: string, properties: object): [string, DeployedResource] => [
      ref,
      { logicalId: ref, type, properties: { ...properties }, created: { ref } },
    ];
    const KmsKeyId = arn('kms', 'key/Mine');
    const resources = new Map([
      resource('AWS::DynamoDB::Table', 'Messages', { SSESpecification: { KMSMasterKeyId: KmsKeyId } }),
      resource('AWS::DynamoDB::Table', 'Usage', {}),
      resource('AWS::SQS::Queue', queue('Otp').QueueUrl, { KmsMasterKeyId: KmsKeyId }),
      resource('AWS::SecretsManager::Secret', arn('secretsmanager', 'secret:Twilio-abcdef'), { KmsKeyId }),
      resource('AWS::Logs::LogGroup', 'Logs', { KmsKeyId }),
    ]);
    expect([...keysOf(resources)]).toEqual([
      ['dynamodb table/Messages', 'key/Mine'],
      ['sqs Otp', 'key/Mine'],
      ['secretsmanager secret:Twilio-abcdef', 'key/Mine'],
    ]);
  });
});
