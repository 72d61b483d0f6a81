import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { batchGet } from '../../../adapters/dynamodb/batch-get.ts';

const keys = Array.from({ length: 5 }, (_, i) => ({ pk: `row-${i}` }));
const Input = z.object({ RequestItems: z.object({ Statuses: z.object({ Keys: z.array(z.unknown()) }) }) });

/** A table that reads so many rows of a call and leaves the others. */
const readingAtMost = (rows: number) => {
  const calls: number[] = [];
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        const { Keys } = Input.parse(input).RequestItems.Statuses;
        calls.push(Keys.length);
        const left = Keys.slice(rows);
        const UnprocessedKeys = left.length > 0 ? { Statuses: { Keys: left } } : {};
        return {
          output: { $metadata: {}, Responses: { Statuses: Keys.slice(0, rows) }, UnprocessedKeys },
          response: undefined,
        };
      },
    { step: 'initialize', priority: 'high' },
  );
  return { calls, client };
};

test('asks again for the rows that DynamoDB left out', async () => {
  const { calls, client } = readingAtMost(2);
  expect(await batchGet(client, 'Statuses', keys, { consistent: true })).toEqual(keys);
  expect(calls).toEqual([5, 3, 1]);
});

test('gives up on rows that are never read, instead of taking them for missing', async () => {
  const { client } = readingAtMost(0);
  await expect(batchGet(client, 'Statuses', keys, { consistent: true })).rejects.toThrow('could not be read');
});
