import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { OutboundMessage } from '../../core/outbound-message.ts';
import type { MessageStore } from '../../core/ports.ts';
import { createBatchedCalls, type Gathering } from '../aws/batched-calls.ts';
import { messageItem } from './message-item.ts';

/** DynamoDB takes at most this many rows a call. */
const size = 25;

/**
 * Stores messages that come at the same time in shared calls. Such a call takes no condition, so this is for messages
 * with an id of their own; one whose id is made of an idempotency key may be there already, and is stored by itself.
 */
export const withBatchedAdds = (
  client: Pick<DynamoDBDocumentClient, 'send'>,
  table: string,
  messages: MessageStore,
  gathering: Gathering = {},
): MessageStore => {
  const put = createBatchedCalls<OutboundMessage>({
    size,
    ...gathering,
    call: async (some) => {
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({
          RequestItems: { [table]: some.map((message) => ({ PutRequest: { Item: messageItem(message) } })) },
        }),
      );
      const left = new Set(UnprocessedItems?.[table]?.map(({ PutRequest }) => PutRequest?.Item?.messageId));
      return some.map(({ messageId }) => (left.has(messageId) ? 'left over' : { value: undefined }));
    },
  });

  return {
    ...messages,
    add: async (message) => {
      if (message.requestHash !== undefined) return messages.add(message);
      await put(message);
      return { added: true };
    },
  };
};
