import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { KeyUsage } from '../../core/ports.ts';
import { holds } from './document-client.ts';
import { readMany } from './row-reader.ts';

/** When a key was last used, to the hour. */
export const KeyUse = z.object({ pk: z.string(), lastUsedAt: z.string() });

const hourMs = 3_600_000;
const keptSeconds = 400 * 86_400;
const prefix = 'key#';

/** When keys were last used: rows of the `Usage` table, so that who may note it need not be able to change a key. */
export const createKeyUsage = (client: DynamoDBDocumentClient, table: string): KeyUsage => {
  const notedAt = new Map<string, number>();
  const readAll = readMany(client, { table, key: 'pk' }, 'recent');
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
      const noted = z.array(KeyUse).parse(await readAll(keyIds.map((keyId) => prefix + keyId)));
      return new Map(noted.map(({ pk, lastUsedAt }) => [pk.slice(prefix.length), lastUsedAt]));
    },
  };
};
