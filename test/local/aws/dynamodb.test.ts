import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

let local: LocalEndpoint;
beforeEach(async () => {
  local = await startLocalEndpoint();
});
afterEach(() => local.stop());

const key = (name: string, KeyType: string) => ({ AttributeName: name, KeyType });
const Statuses = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'to', AttributeType: 'S' },
    { AttributeName: 'at', AttributeType: 'N' },
  ],
  KeySchema: [key('id', 'HASH')],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-to',
      KeySchema: [key('to', 'HASH'), key('at', 'RANGE')],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
};
const table = async (properties = {}) =>
  (await local.create('AWS::DynamoDB::Table', 'Statuses', { ...Statuses, ...properties })).ref;

test('creates the table of the template, ready to use, and names its ARN', async () => {
  const created = await local.create('AWS::DynamoDB::Table', 'Statuses', Statuses);
  expect(created).toEqual({
    ref: 'local-Statuses',
    attributes: { Arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/local-Statuses' },
  });
  const { Table } = await local.dynamoDb.send(new DescribeTableCommand({ TableName: created.ref }));
  expect(Table?.TableStatus).toBe('ACTIVE');
});

test('answers conditional writes and index queries', async () => {
  const TableName = await table();
  const Item = { id: { S: 'm1' }, to: { S: '+15550100' }, at: { N: '7' } };
  await local.dynamoDb.send(
    new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(id)' }),
  );
  const again = new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(id)' });
  await expect(local.dynamoDb.send(again)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  const query = new QueryCommand({
    ...{
      TableName,
      IndexName: 'by-to',
      KeyConditionExpression: '#to = :to',
      ReturnConsumedCapacity: 'TOTAL',
    },
    ...{
      ExpressionAttributeNames: { '#to': 'to' },
      ExpressionAttributeValues: { ':to': { S: '+15550100' } },
    },
  });
  expect(await local.dynamoDb.send(query)).toMatchObject({
    Count: 1,
    ConsumedCapacity: { CapacityUnits: 0.5 },
  });
});

test('answers one writer of many that race for the same condition', async () => {
  const TableName = await table();
  await local.dynamoDb.send(
    new PutItemCommand({ TableName, Item: { id: { S: 'm' }, state: { S: 'accepted' } } }),
  );
  const claim = () =>
    local.dynamoDb.send(
      new UpdateItemCommand({
        ...{
          TableName,
          Key: { id: { S: 'm' } },
          ConditionExpression: '#s = :a',
          UpdateExpression: 'SET #s = :b',
        },
        ...{
          ExpressionAttributeNames: { '#s': 'state' },
          ExpressionAttributeValues: { ':a': { S: 'accepted' }, ':b': { S: 'sending' } },
        },
      }),
    );
  const claims = await Promise.allSettled(Array.from({ length: 8 }, claim));
  expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('serves the document client', async () => {
  const TableName = await table();
  await DynamoDBDocumentClient.from(local.dynamoDb).send(
    new PutCommand({ TableName, Item: { id: 'm', list: [1, 'a'] } }),
  );
  const { Item } = await local.dynamoDb.send(
    new GetItemCommand({ TableName, Key: { id: { S: 'm' } }, ConsistentRead: true }),
  );
  expect(Item?.list).toEqual({ L: [{ N: '1' }, { S: 'a' }] });
});

test('names what is wrong as DynamoDB does', async () => {
  const missing = new GetItemCommand({ TableName: 'nowhere', Key: { id: { S: 'x' } } });
  await expect(local.dynamoDb.send(missing)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const keyless = new PutItemCommand({ TableName: await table(), Item: { other: { S: 'x' } } });
  await expect(local.dynamoDb.send(keyless)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('says so where it could not answer as DynamoDB does', async () => {
  const [TableName, Item] = [await table(), { id: { S: 'm' } }];
  const wishes = new PutItemCommand({ TableName, Item, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
  await expect(local.dynamoDb.send(wishes)).rejects.toThrow(
    'does not have ReturnValuesOnConditionCheckFailure',
  );
});

test('finds its rows again after a restart', async () => {
  const TableName = await table();
  await local.dynamoDb.send(new PutItemCommand({ TableName, Item: { id: { S: 'kept' } } }));
  await local.stop();
  local = await startLocalEndpoint({ dataDir: local.dataDir });
  await table();
  const { Item } = await local.dynamoDb.send(new GetItemCommand({ TableName, Key: { id: { S: 'kept' } } }));
  expect(Item).toEqual({ id: { S: 'kept' } });
});

test('refuses a data folder that another run has open', async () => {
  await expect(startLocalEndpoint({ dataDir: local.dataDir })).rejects.toThrow(
    'does another run use this data folder?',
  );
});

test('refuses to go on with a table whose keys the template has changed', async () => {
  await table();
  await expect(table({ KeySchema: [key('to', 'HASH')] })).rejects.toThrow('Statuses (AWS::DynamoDB::Table)');
});

test('refuses a property that it does not know, by name', async () => {
  await expect(table({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } })).rejects.toThrow(
    'Statuses (AWS::DynamoDB::Table): property StreamSpecification is not supported by the local cloud',
  );
});
