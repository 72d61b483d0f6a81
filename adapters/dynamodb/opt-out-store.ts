import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { OptOut } from '../../core/opt-out.ts';
import type { OptOutStore, SpokenOptOuts } from '../../core/ports.ts';
import { holds } from './document-client.ts';
import { oneByOne, type StoreReads } from './row-reader.ts';

/** The hash has a fixed length, so that no tenant's name can lead to another's rows. */
const keyOf = (tenant: string, recipientHash: string): string => `optout#${tenant}#${recipientHash}`;

/** Opt-outs in the `Statuses` table: a row each, which never expires by itself. */
export const createOptOutStore = (
  client: DynamoDBDocumentClient,
  table: string,
  { openReader = oneByOne(client) }: Pick<StoreReads, 'openReader'> = {},
): OptOutStore & SpokenOptOuts => {
  const readRow = openReader({ table, key: 'pk' }, 'current');

  const find: OptOutStore['find'] = async (tenant, recipientHash) => {
    const item = await readRow(keyOf(tenant, recipientHash));
    return item && OptOut.parse(item);
  };

  return {
    find,
    isOptedOut: async (tenant, recipientHash) => (await find(tenant, recipientHash)) !== undefined,
    record: async (tenant, recipientHash, optOut) => {
      const put = new PutCommand({
        TableName: table,
        Item: { pk: keyOf(tenant, recipientHash), ...optOut },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      await holds(client.send(put));
    },
    renew: async (tenant, recipientHash, optOut) => {
      const put = new PutCommand({
        TableName: table,
        Item: { pk: keyOf(tenant, recipientHash), ...optOut },
        ConditionExpression: 'attribute_not_exists(pk) OR since < :since',
        ExpressionAttributeValues: { ':since': optOut.since },
      });
      await holds(client.send(put));
    },
    endBefore: async (tenant, recipientHash, at) => {
      const deletion = new DeleteCommand({
        TableName: table,
        Key: { pk: keyOf(tenant, recipientHash) },
        ConditionExpression: 'since < :at',
        ExpressionAttributeValues: { ':at': at },
      });
      await holds(client.send(deletion));
    },
    remove: async (tenant, recipientHash) => {
      await client.send(new DeleteCommand({ TableName: table, Key: { pk: keyOf(tenant, recipientHash) } }));
    },
  };
};
