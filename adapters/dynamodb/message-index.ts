import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { MessageId } from '../../core/ids.ts';
import { messageIndexes, partitionOf } from '../../core/message-indexes.ts';
import type { MessageIndex } from '../../core/ports.ts';

const Entry = z.object({ messageId: MessageId, place: z.string() });

/** The indexes of the `Messages` table. They follow the table within a second or so. */
export const createMessageIndex = (client: DynamoDBDocumentClient, table: string): MessageIndex => ({
  page: async (key, { from, until, order, limit }) => {
    const { partition, sort } = messageIndexes[key.index];
    const { Items } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: key.index,
        KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :first AND :last',
        ExpressionAttributeNames: { '#partition': partition, '#sort': sort },
        ExpressionAttributeValues: { ':partition': partitionOf(key), ':first': from, ':last': until },
        ScanIndexForward: order === 'oldest first',
        // One more, because BETWEEN takes in both ends.
        Limit: limit + 1,
      }),
    );
    return (Items ?? [])
      .map((item) => Entry.parse({ messageId: item.messageId, place: item[sort] }))
      .filter(({ place }) => place < until)
      .slice(0, limit);
  },
});
