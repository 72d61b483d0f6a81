import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHealthStore } from '../../../adapters/dynamodb/health-store.ts';
import { type CarrierHealth, unknownHealth } from '../../../core/health/carrier-health.ts';
import type { HealthStore } from '../../../core/ports.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

let local: LocalEndpoint;
let client: DynamoDBDocumentClient;
let table: string;
let store: HealthStore;
const now = new Date('2026-11-22T00:00:00.000Z');

beforeAll(async () => {
  local = await startLocalEndpoint();
  client = DynamoDBDocumentClient.from(local.dynamoDb, { marshallOptions: { removeUndefinedValues: true } });
  ({ ref: table } = await local.create('AWS::DynamoDB::Table', 'Statuses', {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  }));
  store = createHealthStore(client, table, () => now);
});
afterAll(() => local.stop());

/** As long as a row can be: every slot that still counts. */
const fullHealth = (carrier: string): CarrierHealth => {
  const slots = (count: number) =>
    Array.from({ length: count }, (_, i): [number, number] => [now.getTime() + i * 10_000, 12_345]);
  return {
    ...unknownHealth(carrier, now),
    ...{
      answered: slots(7),
      refused: slots(7),
      throttled: slots(7),
      ambiguous: slots(7),
      prompt: slots(16),
      slow: slots(16),
    },
    answeredAt: now.toISOString(),
    weight: { percent: 50, since: now.toISOString() },
  };
};

test('finds what was saved, and nothing where nothing was', async () => {
  expect(await store.find('nobody')).toBeUndefined();
  const saved = await store.save(fullHealth('a'), undefined);
  expect(saved).toEqual({ health: fullHealth('a'), revision: 1 });
  expect(await store.find('a')).toEqual(saved);
});

test('lets the one write that is on top of what was read win', async () => {
  await store.save(unknownHealth('b', now), undefined);
  expect(await store.save(unknownHealth('b', now), undefined)).toBe('conflict');
  const writes = await Promise.all([1, 2, 3].map(() => store.save(unknownHealth('b', now), 1)));
  expect(writes.filter((write) => write !== 'conflict')).toHaveLength(1);
});

test('keeps a row of at most two kilobytes, for a day', async () => {
  await store.save(fullHealth('c'), undefined);
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: { pk: 'health#c' } }));
  expect(JSON.stringify(Item).length).toBeLessThan(2_048);
  expect(Item?.expiresAtEpoch).toBe(now.getTime() / 1000 + 86_400);
});
