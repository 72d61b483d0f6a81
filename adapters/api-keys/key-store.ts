import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { KeyRecord } from '../../core/keys/key-record.ts';
import { holds } from '../dynamodb/document-client.ts';

export interface KeyStore {
  find(keyId: string): Promise<KeyRecord | undefined>;
}

/** Where a page begins: after this key. */
export type KeyPosition = Pick<KeyRecord, 'keyId' | 'createdAt'>;

/** For the operator's tool and for admin keys; the functions that send and read may only `find`. */
export interface KeyAdministration extends KeyStore {
  /** False where its id is there already: that key stays as it is. */
  add(record: KeyRecord): Promise<boolean>;
  /** Stores a key in the place of the one that has its id, if there is one. */
  put(record: KeyRecord): Promise<void>;
  /** False where there is no such key. */
  revoke(keyId: string, at: Date): Promise<boolean>;
  /** Notes who follows on a key, and its end. False where it was revoked or has a successor by now. */
  replace(keyId: string, successor: { readonly by: string; readonly oldExpiresAt: string }): Promise<boolean>;
  /** A tenant's keys, newest first. A page that is full may have one behind it. */
  page(
    tenant: string,
    at: { readonly limit: number; readonly after?: KeyPosition },
  ): Promise<readonly KeyRecord[]>;
  /** All tenants' keys. */
  list(): AsyncIterable<KeyRecord>;
}

/** The `ApiKeys` table: one item a key under its id, with the index `byTenant` in the order of their making. */
export const createKeyStore = (client: DynamoDBDocumentClient, table: string): KeyAdministration => ({
  find: async (keyId) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { keyId }, ConsistentRead: true }),
    );
    return Item && KeyRecord.parse(Item);
  },
  add: (record) => {
    const ConditionExpression = 'attribute_not_exists(keyId)';
    return holds(client.send(new PutCommand({ TableName: table, Item: record, ConditionExpression })));
  },
  put: async (record) => {
    await client.send(new PutCommand({ TableName: table, Item: record }));
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
  replace: (keyId, { by, oldExpiresAt }) =>
    holds(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { keyId },
          UpdateExpression: 'SET replacedBy = :by, expiresAt = :end',
          // True for the successor that is there already too: the SDK repeats a write whose answer got lost.
          ConditionExpression:
            'attribute_exists(keyId) AND attribute_not_exists(revokedAt) AND ' +
            '(attribute_not_exists(replacedBy) OR replacedBy = :by)',
          ExpressionAttributeValues: { ':by': by, ':end': oldExpiresAt },
        }),
      ),
    ),
  page: async (tenant, { limit, after }) => {
    const { Items } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'byTenant',
        KeyConditionExpression: 'tenant = :tenant',
        ExpressionAttributeValues: { ':tenant': tenant },
        ScanIndexForward: false,
        Limit: limit,
        ...(after && { ExclusiveStartKey: { tenant, ...after } }),
      }),
    );
    return z.array(KeyRecord).parse(Items ?? []);
  },
  list: async function* () {
    let from: Record<string, unknown> | undefined;
    do {
      const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: from }));
      yield* z.array(KeyRecord).parse(page.Items ?? []);
      from = page.LastEvaluatedKey;
    } while (from);
  },
});
