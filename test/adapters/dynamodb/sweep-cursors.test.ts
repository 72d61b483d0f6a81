import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createSweepCursors } from '../../../adapters/dynamodb/sweep-cursors.ts';
import { startLocalEndpoint } from '../../support/local-endpoint.ts';

test('a cursor moves only on top of what was read, so that of two runs one stops', async () => {
  const local = await startLocalEndpoint();
  const { ref } = await local.create('AWS::DynamoDB::Table', 'Statuses', {
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  const cursors = createSweepCursors(DynamoDBDocumentClient.from(local.dynamoDb), ref);
  const from = '2026-11-01T12:00:00.000Z';
  const further = { from, until: '2026-11-01T13:00:00.000Z', partition: 'acme#2026-11-01', after: 'place' };

  expect(await cursors.find('due')).toBeUndefined();
  const revision = await cursors.save('due', { from }, undefined);
  expect(await cursors.save('due', { from }, undefined)).toBe('conflict');
  expect(await cursors.find('due')).toEqual({ cursor: { from }, revision });
  const next = await cursors.save('due', further, revision);
  expect(await cursors.save('due', { from }, revision)).toBe('conflict');
  expect(await cursors.find('due')).toEqual({ cursor: further, revision: next });
  expect(await cursors.find('due early')).toBeUndefined();
  await local.stop();
});
