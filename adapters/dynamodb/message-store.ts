import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Fault } from '../../core/fault.ts';
import type { MessageId } from '../../core/ids.ts';
import { OutboundMessage } from '../../core/outbound-message.ts';
import type { MessageReader, MessageStore } from '../../core/ports.ts';
import { batchGet } from './batch-get.ts';
import { holds } from './document-client.ts';
import { messageKeys } from './message-keys.ts';

/** The `Messages` table: one immutable item a message, under its id. */
export const createMessageStore = (
  client: DynamoDBDocumentClient,
  table: string,
): MessageStore & MessageReader => {
  const find = async (messageId: MessageId): Promise<OutboundMessage | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { messageId }, ConsistentRead: true }),
    );
    return Item && OutboundMessage.parse(Item);
  };

  return {
    find,
    findAll: async (messageIds) => {
      const keys = messageIds.map((messageId) => ({ messageId }));
      return (await batchGet(client, table, keys)).map((item) => OutboundMessage.parse(item));
    },
    add: async (message) => {
      const put = new PutCommand({
        TableName: table,
        Item: { ...message, ...messageKeys(message) },
        ConditionExpression: 'attribute_not_exists(messageId)',
      });
      if (await holds(client.send(put))) return { added: true };
      const existing = await find(message.messageId);
      if (!existing) throw new Fault(`${message.messageId} existed and is gone`);
      return { added: false, existing };
    },
  };
};
