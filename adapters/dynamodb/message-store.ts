import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Fault } from '../../core/fault.ts';
import { MessageRecord } from '../../core/outbound-message.ts';
import type { MessageEraser, MessageReader, MessageStore } from '../../core/ports.ts';
import { holds } from './document-client.ts';
import { messageItem } from './message-item.ts';
import { oneByOne, openRows, readMany, type StoreReads } from './row-reader.ts';

/** What erasing removes. */
const content = ['recipient', 'body', 'sender', 'metadata'] as const;

/** The `Messages` table: one item a message, under its id. */
export const createMessageStore = (
  client: DynamoDBDocumentClient,
  table: string,
  { many = 'current', openReader = oneByOne(client) }: StoreReads = {},
): MessageStore & MessageReader & MessageEraser => {
  const rows = { table, key: 'messageId' };
  const readRow = openRows(openReader, rows);
  const readAll = readMany(client, rows, many);

  const find: MessageStore['find'] = async (messageId, freshness) => {
    const item = await readRow(messageId, freshness);
    return item && MessageRecord.parse(item);
  };

  return {
    find,
    findAll: async (messageIds) => (await readAll(messageIds)).map((item) => MessageRecord.parse(item)),
    erase: async (messageId, at, and) => {
      const times = and === 'hide' ? ['erasedAt', 'deletedAt'] : ['erasedAt'];
      const marks = times.map((name) => `${name} = if_not_exists(${name}, :at)`);
      const names = content.map((name) => [`#${name}`, name] as const);
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { messageId },
          UpdateExpression: `REMOVE ${names.map(([name]) => name).join(', ')} SET ${marks.join(', ')}`,
          ConditionExpression: 'attribute_exists(messageId)',
          ExpressionAttributeNames: Object.fromEntries(names),
          ExpressionAttributeValues: { ':at': at.toISOString() },
        }),
      );
    },
    add: async (message) => {
      const put = new PutCommand({
        TableName: table,
        Item: messageItem(message),
        ConditionExpression: 'attribute_not_exists(messageId)',
      });
      if (await holds(client.send(put))) return { added: true };
      const existing = await find(message.messageId);
      if (!existing) throw new Fault(`${message.messageId} existed and is gone`);
      return { added: false, existing };
    },
  };
};
