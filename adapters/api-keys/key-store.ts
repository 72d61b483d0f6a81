import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { holds } from '../dynamodb/document-client.ts';

export const Scope = z.enum(['send', 'read']);
export type Scope = z.infer<typeof Scope>;

/** What is kept of an API key: everything but the key. */
export const KeyRecord = z.object({
  keyId: z.string(),
  /** SHA-256 in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  tenant: z.string(),
  scopes: z.array(Scope),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().optional(),
});
export type KeyRecord = z.infer<typeof KeyRecord>;

export interface KeyStore {
  find(keyId: string): Promise<KeyRecord | undefined>;
}

/** For the operator's tool; the functions may only `find`. */
export interface KeyAdministration extends KeyStore {
  add(record: KeyRecord): Promise<void>;
  /** False where there is no such key. */
  revoke(keyId: string, at: Date): Promise<boolean>;
  list(): AsyncIterable<KeyRecord>;
}

/** The `ApiKeys` table: one item a key, under its id. */
export const createKeyStore = (client: DynamoDBDocumentClient, table: string): KeyAdministration => ({
  find: async (keyId) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { keyId }, ConsistentRead: true }),
    );
    return Item && KeyRecord.parse(Item);
  },
  add: async (record) => {
    const ConditionExpression = 'attribute_not_exists(keyId)';
    await client.send(new PutCommand({ TableName: table, Item: record, ConditionExpression }));
  },
  revoke: (keyId, at) =>
    holds(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { keyId },
          UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :at)',
          ConditionExpression: 'attribute_exists(keyId)',
          ExpressionAttributeValues: { ':at': at.toISOString() },
        }),
      ),
    ),
  list: async function* () {
    let from: Record<string, unknown> | undefined;
    do {
      const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: from }));
      yield* z.array(KeyRecord).parse(page.Items ?? []);
      from = page.LastEvaluatedKey;
    } while (from);
  },
});
