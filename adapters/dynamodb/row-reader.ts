import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Freshness } from '../../core/ports.ts';
import { createBatchedCalls, type Gathering } from '../aws/batched-calls.ts';

/** Where rows are: a table, and the name of its key. */
export type Rows = { readonly table: string; readonly key: string };

/** Finds the row under an id; undefined where there is none. */
export type ReadRow = (id: string) => Promise<Record<string, unknown> | undefined>;

/** How rows are read, one at a time by whoever asks. */
export type OpenReader = (rows: Rows, freshness: Freshness) => ReadRow;

/** How a store reads. */
export type StoreReads = {
  /** How many rows at once are read: `current` unless given. */
  readonly many?: Freshness;
  /** A call a row, unless given. */
  readonly openReader?: OpenReader;
};

/** Reads rows in either way. A recent one that seems not to be there is asked for again. */
export const openRows = (openReader: OpenReader, rows: Rows) => {
  const current = openReader(rows, 'current');
  const recent = openReader(rows, 'recent');
  return async (id: string, freshness: Freshness = 'current'): ReturnType<ReadRow> =>
    (freshness === 'recent' ? await recent(id) : undefined) ?? current(id);
};

/** A call a row. */
export const oneByOne =
  (client: Pick<DynamoDBDocumentClient, 'send'>): OpenReader =>
  ({ table, key }, freshness) =>
  async (id) => {
    const ConsistentRead = freshness === 'current';
    return (await client.send(new GetCommand({ TableName: table, Key: { [key]: id }, ConsistentRead }))).Item;
  };

/** DynamoDB takes at most this many keys a call. */
const size = 100;

/** Rows that are asked for at the same time share calls. Each is read after it was asked for, and fails by itself. */
export const together =
  (client: Pick<DynamoDBDocumentClient, 'send'>, gathering: Gathering): OpenReader =>
  ({ table, key }, freshness) =>
    createBatchedCalls<string, Record<string, unknown> | undefined>({
      size,
      ...gathering,
      call: async (ids) => {
        // DynamoDB refuses a key that is named twice.
        const Keys = [...new Set(ids)].map((id) => ({ [key]: id }));
        const ConsistentRead = freshness === 'current';
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead } } }),
        );
        const found = new Map(Responses?.[table]?.map((item) => [item[key], item]));
        const left = new Set(UnprocessedKeys?.[table]?.Keys?.map((one) => one[key]));
        return ids.map((id) => (left.has(id) ? 'left over' : { value: found.get(id) }));
      },
    });

/** Finds rows in the order of their ids, and leaves out those that are not there. */
export const readMany = (
  client: Pick<DynamoDBDocumentClient, 'send'>,
  rows: Rows,
  freshness: Freshness,
): ((ids: readonly string[]) => Promise<Record<string, unknown>[]>) => {
  const read = together(client, { meet: async () => {} })(rows, freshness);
  return async (ids) => (await Promise.all(ids.map(read))).filter((row) => row !== undefined);
};
