import { BatchGetCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { KeyUsage } from '../../core/ports.ts';
import { holds } from './document-client.ts';

/** When a key was last used, to the hour. */
export const KeyUse = z.object({ pk: z.string(), lastUsedAt: z.string() });

const hourMs = 3_600_000;
const keptSeconds = 400 * 86_400;
const prefix = 'key#';

/** When keys were last used: rows of the `Usage` table, so that who may note it need not be able to change a key. */
export const createKeyUsage = (client: DynamoDBDocumentClient, table: string): KeyUsage => {
  const notedAt = new Map<string, number>();
  return {
    note: async (keyId, at) => {
      const now = at.getTime();
      if (now - (notedAt.get(keyId) ?? 0) < hourMs) return;
      notedAt.set(keyId, now);
      const put = new PutCommand({
        TableName: table,
        Item: {
          pk: prefix + keyId,
          lastUsedAt: at.toISOString(),
          expiresAtEpoch: Math.floor(now / 1000) + keptSeconds,
        },
        ConditionExpression: 'attribute_not_exists(pk) OR lastUsedAt < :hourAgo',
        ExpressionAttributeValues: { ':hourAgo': new Date(now - hourMs).toISOString() },
      });
      await holds(client.send(put));
    },
    lastUsed: async (keyIds) => {
      if (keyIds.length === 0) return new Map();
      const Keys = keyIds.map((keyId) => ({ pk: prefix + keyId }));
      const { Responses } = await client.send(new BatchGetCommand({ RequestItems: { [table]: { Keys } } }));
      return new Map(
        z
          .array(KeyUse)
          .parse(Responses?.[table] ?? [])
          .map(({ pk, lastUsedAt }) => [pk.slice(prefix.length), lastUsedAt]),
      );
    },
  };
};
