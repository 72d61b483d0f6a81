import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKeyUsage } from '../../../adapters/dynamodb/key-usage.ts';
import { createWindowCounters } from '../../../adapters/dynamodb/window-counters.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

let local: LocalEndpoint;
let client: DynamoDBDocumentClient;
let table: string;

beforeAll(async () => {
  local = await startLocalEndpoint();
  client = DynamoDBDocumentClient.from(local.dynamoDb);
  ({ ref: table } = await local.create('AWS::DynamoDB::Table', 'Usage', {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  }));
});
afterAll(() => local.stop());

const at = (time: string): Date => new Date(`2026-11-22T${time}Z`);

test('notes the use of a key at most once an hour, also from several containers', async () => {
  const ours = createKeyUsage(client, table);
  const theirs = createKeyUsage(client, table);
  await ours.note('a', at('10:00:00'));
  await theirs.note('a', at('10:59:59'));
  expect(await ours.lastUsed(['a', 'b'])).toEqual(new Map([['a', '2026-11-22T10:00:00.000Z']]));
  await ours.note('a', at('11:00:01'));
  expect(await theirs.lastUsed(['a'])).toEqual(new Map([['a', '2026-11-22T11:00:01.000Z']]));
});

test('asks nothing for no keys', async () => {
  expect(await createKeyUsage(client, table).lastUsed([])).toEqual(new Map());
});

test('adds up what several containers take, in a row that ends by itself', async () => {
  const { add } = createWindowCounters(client, table);
  const sums = await Promise.all([3, 4, 5].map((amount) => add('requests#key#a#60', amount, 180)));
  expect(Math.max(...sums)).toBe(12);
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: { pk: 'requests#key#a#60' } }));
  expect(Item).toEqual({ pk: 'requests#key#a#60', used: 12, expiresAtEpoch: 180 });
});
