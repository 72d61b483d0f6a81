import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Fault } from '../../core/fault.ts';

type Key = Readonly<Record<string, string>>;

/** DynamoDB takes at most a hundred keys a call. */
const batchSize = 100;

/** Calls for keys that DynamoDB left over, because the answer was too long or the table is busy. */
const maxCalls = 8;

export type BatchReads = {
  /** Whether a write of a moment ago is seen for sure. Twice as dear. */
  readonly consistent: boolean;
};

/** Reads up to any number of keys; rows that are not there are left out, and the order is DynamoDB's. */
export const batchGet = async (
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
  { consistent }: BatchReads,
): Promise<unknown[]> => {
  const found: unknown[] = [];
  for (let from = 0; from < keys.length; from += batchSize) {
    let left: Key[] = keys.slice(from, from + batchSize);
    for (let calls = 0; left.length > 0; calls += 1) {
      if (calls === maxCalls) throw new Fault(`${left.length} rows could not be read`);
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: consistent } } }),
      );
      found.push(...(Responses?.[table] ?? []));
      left = UnprocessedKeys?.[table]?.Keys ?? [];
    }
  }
  return found;
};
