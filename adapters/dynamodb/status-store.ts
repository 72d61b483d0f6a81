import { randomBytes } from 'node:crypto';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { MessageId } from '../../core/ids.ts';
import { MessageState } from '../../core/message-state.ts';
import type { StatusReader, StatusStore } from '../../core/ports.ts';
import { holds } from './document-client.ts';
import { oneByOne, openRows, readMany, type StoreReads } from './row-reader.ts';

const StateItem = MessageState.extend({ revision: z.string() });
const LinkItem = z.object({ linkedMessageId: MessageId });

const linkKey = (carrier: string, carrierMessageId: string): string => `link#${carrier}#${carrierMessageId}`;

/** Nine random characters: two writers never choose the same, and the row stays small. */
const newRevision = (): string => randomBytes(7).toString('base64url');

/**
 * The `Statuses` table: one small item a message under its id, and one for each id that a carrier without echo gave.
 * Every write is conditional on the revision that it was made from.
 */
export const createStatusStore = (
  client: DynamoDBDocumentClient,
  table: string,
  { many = 'current', openReader = oneByOne(client) }: StoreReads = {},
): StatusStore & StatusReader => {
  const rows = { table, key: 'pk' };
  const readRow = openRows(openReader, rows);
  const readAll = readMany(client, rows, many);

  const find: StatusStore['find'] = async (messageId, freshness) => {
    const item = await readRow(messageId, freshness);
    if (item === undefined) return undefined;
    const { revision, ...state } = StateItem.parse(item);
    return { state, revision };
  };

  return {
    find,
    findAll: async (messageIds) => (await readAll(messageIds)).map((item) => MessageState.parse(item)),
    save: async (state, revision) => {
      const stored = { state, revision: newRevision() };
      const put = new PutCommand({
        TableName: table,
        Item: { pk: state.messageId, ...state, revision: stored.revision },
        ...(revision === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'revision = :read', ExpressionAttributeValues: { ':read': revision } }),
      });
      if (await holds(client.send(put))) return stored;
      // A write that was applied but whose answer got lost fails its own condition when the SDK repeats it.
      const found = await find(state.messageId);
      return found?.revision === stored.revision ? stored : 'conflict';
    },
    link: async (carrier, carrierMessageId, { messageId, expiresAtEpoch }) => {
      const Item = { pk: linkKey(carrier, carrierMessageId), linkedMessageId: messageId, expiresAtEpoch };
      await client.send(new PutCommand({ TableName: table, Item }));
    },
    findLinked: async (carrier, carrierMessageId) => {
      const item = await readRow(linkKey(carrier, carrierMessageId), 'recent');
      return item === undefined ? undefined : LinkItem.parse(item).linkedMessageId;
    },
  };
};
