import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Fault } from '../../core/fault.ts';
import type { MessageId } from '../../core/ids.ts';
import { messageIndexes } from '../../core/message-indexes.ts';
import { MessageRecord } from '../../core/outbound-message.ts';
import type { MessageEraser, MessageReader, MessageStore } from '../../core/ports.ts';
import { type BatchReads, batchGet } from './batch-get.ts';
import { holds } from './document-client.ts';
import { messageItem } from './message-item.ts';

/** What erasing removes: the personal data, and with it the way to find the message by its recipient. */
const content = ['recipient', 'body', 'sender', 'metadata', messageIndexes.byRecipient.partition] as const;

/** The `Messages` table: one item a message, under its id. */
export const createMessageStore = (
  client: DynamoDBDocumentClient,
  table: string,
  options: BatchReads = { consistent: true },
): MessageStore & MessageReader & MessageEraser => {
  const find = async (messageId: MessageId): Promise<MessageRecord | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { messageId }, ConsistentRead: true }),
    );
    return Item && MessageRecord.parse(Item);
  };

  return {
    find,
    findAll: async (messageIds) => {
      const keys = messageIds.map((messageId) => ({ messageId }));
      return (await batchGet(client, table, keys, options)).map((item) => MessageRecord.parse(item));
    },
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
