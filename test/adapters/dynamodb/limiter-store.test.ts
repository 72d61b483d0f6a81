import { ThrottlingException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLimiterStore } from '../../../adapters/dynamodb/limiter-store.ts';
import type { LimiterStore } from '../../../core/ports.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

let local: LocalEndpoint;
let client: DynamoDBDocumentClient;
let table: string;
let limiters: LimiterStore;

beforeAll(async () => {
  local = await startLocalEndpoint();
  client = DynamoDBDocumentClient.from(local.dynamoDb);
  ({ ref: table } = await local.create('AWS::DynamoDB::Table', 'Statuses', {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  }));
  limiters = createLimiterStore(client, table);
});
afterAll(() => local.stop());

/** A time of today in milliseconds, so that the numbers are as long as they will be. */
const from = Date.UTC(2026, 10, 22);

test('moves a mark from now when it is behind, and on from itself when it is ahead', async () => {
  const move = { from, by: 60, upTo: from + 100, seen: 0 };
  expect(await limiters.advance('a', 'given', move)).toEqual({ advanced: true, at: from + 60 });
  expect(await limiters.advance('a', 'given', move)).toEqual({ advanced: true, at: from + 120 });
  const later = { from: from + 500, by: 60, upTo: from + 600, seen: from + 120 };
  expect(await limiters.advance('a', 'given', later)).toEqual({ advanced: true, at: from + 560 });
});

test('leaves a mark where it is that is too far ahead, and tells where that is', async () => {
  const move = { from, by: 200, upTo: from + 100, seen: 0 };
  await limiters.advance('b', 'promotional', move);
  expect(await limiters.advance('b', 'promotional', move)).toEqual({ advanced: false, at: from + 200 });
  const mistaken = { ...move, seen: from + 50 };
  expect(await limiters.advance('b', 'promotional', mistaken)).toEqual({ advanced: false, at: from + 200 });
});

test('keeps the marks of a limiter apart, in one row that ends by itself', async () => {
  const move = { from, by: 10, upTo: from, seen: 0 };
  await limiters.advance('twilio#ACME', 'given', move);
  await limiters.advance('twilio#ACME', 'otp', { ...move, by: 20 });
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: { pk: 'pace#twilio#ACME' } }));
  expect(Item).toEqual({
    pk: 'pace#twilio#ACME',
    given: from + 10,
    otp: from + 20,
    expiresAtEpoch: from / 1000 + 86_400,
  });
});

test('lets those through who race for a mark as long as there is room, and no more', async () => {
  const race = () => limiters.advance('c', 'given', { from, by: 20, upTo: from + 80, seen: 0 });
  const moves = await Promise.all(Array.from({ length: 8 }, race));
  const through = moves.flatMap((move) => (move !== 'busy' && move.advanced ? [move.at] : []));
  expect(through.sort()).toEqual([20, 40, 60, 80, 100].map((ms) => from + ms));
});

test('says so when DynamoDB throttles the row', async () => {
  const throttled = DynamoDBDocumentClient.from(local.dynamoDb);
  throttled.middlewareStack.add(
    () => async () => {
      throw new ThrottlingException({ message: 'slow down', $metadata: {} });
    },
    { step: 'initialize' },
  );
  const move = { from, by: 1, upTo: from, seen: 0 };
  expect(await createLimiterStore(throttled, table).advance('d', 'given', move)).toBe('busy');
});
