import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBudget } from '../../../adapters/dynamodb/budget-store.ts';
import { createInboundLog } from '../../../adapters/dynamodb/inbound-log.ts';
import { createOptOutStore } from '../../../adapters/dynamodb/opt-out-store.ts';
import type { OptOutStore, SpokenOptOuts } from '../../../core/ports.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

let local: LocalEndpoint;
let client: DynamoDBDocumentClient;
let table: string;
let optOuts: OptOutStore & SpokenOptOuts;

beforeAll(async () => {
  local = await startLocalEndpoint();
  client = DynamoDBDocumentClient.from(local.dynamoDb);
  ({ ref: table } = await local.create('AWS::DynamoDB::Table', 'Statuses', {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  }));
  optOuts = createOptOutStore(client, table);
});
afterAll(() => local.stop());

const hash = 'f'.repeat(32);
const now = new Date('2026-11-22T23:59:59.000Z');

describe('opt-outs', () => {
  const first = { since: '2026-11-22T12:00:00.000Z', source: 'api' } as const;

  test('are kept by tenant and recipient, as they were first recorded, until they are removed', async () => {
    expect(await optOuts.isOptedOut('acme', hash)).toBe(false);
    await optOuts.record('acme', hash, first);
    await optOuts.record('acme', hash, { since: '2026-11-23T12:00:00.000Z', source: 'carrier' });
    expect(await optOuts.find('acme', hash)).toEqual(first);
    expect(await optOuts.isOptedOut('acme', 'e'.repeat(32))).toBe(false);
    expect(await optOuts.isOptedOut('globex', hash)).toBe(false);
    await optOuts.remove('acme', hash);
    expect(await optOuts.isOptedOut('acme', hash)).toBe(false);
  });

  test('that recipients speak are told apart by when they were spoken: the latest word holds', async () => {
    const at = (second: number) => `2026-11-22T12:00:0${second}.000Z`;
    const stop = (second: number) => optOuts.renew('hooli', hash, { since: at(second), source: 'keyword' });
    await stop(2);
    await stop(1);
    expect(await optOuts.find('hooli', hash)).toEqual({ since: at(2), source: 'keyword' });
    await optOuts.endBefore('hooli', hash, at(2));
    expect(await optOuts.isOptedOut('hooli', hash)).toBe(true);
    await stop(4);
    await optOuts.endBefore('hooli', hash, at(3));
    expect(await optOuts.isOptedOut('hooli', hash)).toBe(true);
    await optOuts.endBefore('hooli', hash, at(5));
    expect(await optOuts.isOptedOut('hooli', hash)).toBe(false);
    await optOuts.endBefore('hooli', hash, at(6));
  });

  test('have no end, unlike messages', async () => {
    await optOuts.record('initech', hash, first);
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { pk: `optout#initech#${hash}` } }),
    );
    expect(Item).not.toHaveProperty('expiresAtEpoch');
  });
});

describe('an incoming text', () => {
  const text = {
    carrier: 'twilio',
    carrierMessageId: 'SM1',
    recipient: '+447700900999',
    receivedAt: '2026-11-22T12:00:00.000Z',
    sender: { hash },
  };
  const later = { receivedAt: '2026-11-22T12:00:09.000Z' };
  const rowOf = async (id: string) =>
    (await client.send(new GetCommand({ TableName: table, Key: { pk: `inbound#twilio#${id}` } }))).Item;

  test('counts as received when its first copy was, apart from other carriers’ and other texts', async () => {
    const log = createInboundLog(client, table);
    expect(await log.note(text)).toBe(text.receivedAt);
    expect(await log.note({ ...text, ...later })).toBe(text.receivedAt);
    expect(await log.note({ ...text, ...later, carrier: 'vonage' })).toBe(later.receivedAt);
    expect(await log.note({ ...text, ...later, carrierMessageId: 'SM2' })).toBe(later.receivedAt);
  });

  test('leaves a row that goes after a month and says no more than that, unless it was a START', async () => {
    const log = createInboundLog(client, table);
    await log.note({ ...text, carrierMessageId: 'SM3', keyword: 'stop' });
    await log.note({ ...text, carrierMessageId: 'SM4', keyword: 'start' });
    const expiresAtEpoch = Date.parse('2026-12-22T12:00:00.000Z') / 1000;
    const { receivedAt } = text;
    expect(await rowOf('SM3')).toEqual({ pk: 'inbound#twilio#SM3', receivedAt, expiresAtEpoch });
    expect(await rowOf('SM4')).toEqual({ pk: 'inbound#twilio#SM4', receivedAt });
  });
});

describe('a budget', () => {
  test('gives away what there is and no more, however many ask at once', async () => {
    const budget = createBudget(client, table, 10);
    const taken = await Promise.all(Array.from({ length: 10 }, () => budget.take('acme', 3, now)));
    expect(taken.filter(Boolean)).toHaveLength(3);
    expect(await budget.take('acme', 1, now)).toBe(true);
    expect(await budget.take('acme', 1, now)).toBe(false);
  });

  test('is a tenant’s own, and new each day in UTC', async () => {
    const budget = createBudget(client, table, 1);
    expect(await budget.take('globex', 1, now)).toBe(true);
    expect(await budget.take('hooli', 1, now)).toBe(true);
    expect(await budget.take('globex', 1, now)).toBe(false);
    expect(await budget.take('globex', 1, new Date('2026-11-23T00:00:00.000Z'))).toBe(true);
  });

  test('never has room for a text that is longer than all of it', async () => {
    expect(await createBudget(client, table, 2).take('umbrella', 3, now)).toBe(false);
  });
});
