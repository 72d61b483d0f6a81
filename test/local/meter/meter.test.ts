import { CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMeter } from '../../../local/meter/meter.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

const messageId = `msg_${'a1'.repeat(16)}`;
const meter = createMeter();
let local: LocalEndpoint;
let QueueUrl: string;
let from = 0;

beforeAll(async () => {
  local = await startLocalEndpoint({ gates: [meter.gate] });
  const properties = {
    KeySchema: [{ AttributeName: 'messageId', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'messageId', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  } as const;
  const type = 'AWS::DynamoDB::Table';
  const created = await local.create(type, 'Messages', properties);
  meter.deployed(new Map([['Messages', { logicalId: 'Messages', type, properties, created }]]));
  QueueUrl = (await local.create('AWS::SQS::Queue', 'Lane')).ref;
  table = created.ref;
});
afterAll(() => local.stop());
beforeEach(() => {
  from = meter.usages.length;
});

let table: string;
const used = () =>
  meter.usages.slice(from).map(({ messageIds, quantities }) => ({ messageIds, ...quantities }));

const put = (body: string) =>
  local.dynamoDb.send(
    new PutItemCommand({
      TableName: table,
      Item: {
        messageId: { S: messageId },
        tenant: { S: 'acme' },
        recipientHash: { S: '0f'.repeat(16) },
        body: { S: body },
      },
      ConditionExpression: 'attribute_not_exists(messageId)',
    }),
  );

describe('the meter', () => {
  it('bills a write, and one whose condition fails by the item that was in its way', async () => {
    await put('x'.repeat(1500));
    await expect(put('short')).rejects.toThrow('conditional');
    expect(used()).toEqual([
      { messageIds: [messageId], writeUnits: 2, sdkCalls: 1 },
      { messageIds: [messageId], writeUnits: 2, sdkCalls: 1 },
    ]);
    expect(meter.tenantOf(messageId)).toBe('acme');
  });

  it('bills 64 KB of a queue as a request, and knows whose entry a receipt handle is', async () => {
    const entry = JSON.stringify({ messageId, tenant: 'acme', more: 'x'.repeat(70_000) });
    await local.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: entry, MessageGroupId: 'acme' }));
    const { Messages = [] } = await local.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    await local.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }));
    expect(used()).toEqual([
      { messageIds: [messageId], queueRequests: 2, fairQueueRequests: 2, sdkCalls: 1 },
      { messageIds: [messageId], queueRequests: 2, sdkCalls: 1 },
      { messageIds: [messageId], queueRequests: 1, sdkCalls: 1 },
    ]);
  });

  it('does not bill what DynamoDB refuses to read', async () => {
    const command = new CreateTableCommand({ TableName: 'x', KeySchema: [], AttributeDefinitions: [] });
    await expect(local.dynamoDb.send(command)).rejects.toThrow();
    expect(used()).toEqual([]);
  });
});
