import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneByOne, openRows, readMany, together } from '../../../adapters/dynamodb/row-reader.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

let local: LocalEndpoint;
let table: string;

beforeAll(async () => {
  local = await startLocalEndpoint();
  ({ ref: table } = await local.create('AWS::DynamoDB::Table', 'Statuses', {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  }));
  const documents = DynamoDBDocumentClient.from(local.dynamoDb);
  for (const pk of ['a', 'b']) await documents.send(new PutCommand({ TableName: table, Item: { pk } }));
});
afterAll(() => local.stop());

type Asked = { readonly keys: readonly string[]; readonly consistent: boolean };

/** A client that writes down what it reads, and whose reads see or leave over only what they are allowed to. */
const aClient = (
  unseen: (asked: Asked, call: number) => 'nothing' | 'none of it' | 'left over' = () => 'nothing',
) => {
  const calls: Asked[] = [];
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(local.client));
  client.middlewareStack.add(
    (next) => async (args) => {
      const { Key, ConsistentRead, RequestItems } = Object(args.input);
      const { Keys = [Key], ConsistentRead: consistent = ConsistentRead } = RequestItems?.[table] ?? {};
      const asked = { keys: Keys.map(({ pk }: { pk: string }) => pk), consistent };
      calls.push(asked);
      const hidden = unseen(asked, calls.length);
      if (hidden === 'nothing') return next(args);
      const UnprocessedKeys = hidden === 'left over' ? { [table]: { Keys } } : {};
      return { output: { $metadata: {}, Responses: {}, UnprocessedKeys }, response: {} };
    },
    { step: 'initialize', priority: 'low' },
  );
  return { client, calls };
};

const rows = () => ({ table, key: 'pk' });
const atOnce = { meet: async () => {}, wait: async () => {} };

test('rows that are asked for at the same time come in one call, also those that are not there or asked for twice', async () => {
  const { client, calls } = aClient();
  const read = together(client, atOnce)(rows(), 'current');
  expect(await Promise.all(['a', 'none', 'b', 'a'].map(read))).toEqual([
    { pk: 'a' },
    undefined,
    { pk: 'b' },
    { pk: 'a' },
  ]);
  expect(calls).toEqual([{ keys: ['a', 'none', 'b'], consistent: true }]);
});

test('a row that DynamoDB leaves over is asked for again', async () => {
  const { client, calls } = aClient((_, call) => (call === 1 ? 'left over' : 'nothing'));
  expect(await together(client, atOnce)(rows(), 'recent')('a')).toEqual({ pk: 'a' });
  expect(calls).toEqual(Array(2).fill({ keys: ['a'], consistent: false }));
});

test.each([
  ['one by one', oneByOne],
  ['together', (client: DynamoDBDocumentClient) => together(client, atOnce)],
] as const)('a recent read %s that does not see the row yet is made again, as it is now', async (_, open) => {
  const { client, calls } = aClient(({ consistent }) => (consistent ? 'nothing' : 'none of it'));
  const read = openRows(open(client), rows());
  expect(await read('a', 'recent')).toEqual({ pk: 'a' });
  expect(await read('b')).toEqual({ pk: 'b' });
  expect(calls.map(({ consistent }) => consistent)).toEqual([false, true, true]);
});

test('many rows come in calls of a hundred, in the order in which they were asked for', async () => {
  const { client, calls } = aClient();
  const ids = Array.from({ length: 100 }, (_, i) => `none-${i}`);
  expect(await readMany(client, rows(), 'recent')(['b', ...ids, 'a'])).toEqual([{ pk: 'b' }, { pk: 'a' }]);
  expect(calls.map(({ keys }) => keys.length)).toEqual([100, 2]);
});

test('a row that is never read is not taken for missing', async () => {
  const { client } = aClient(() => 'left over');
  await expect(together(client, atOnce)(rows(), 'current')('a')).rejects.toThrow('left over');
});
