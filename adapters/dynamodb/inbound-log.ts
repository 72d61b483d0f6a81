import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { InboundLog } from '../../core/ports.ts';
import { holds } from './document-client.ts';

/** What is kept of an incoming text: when its first copy came. */
export const InboundNote = z.object({ receivedAt: z.iso.datetime() });

/** Longer than any carrier repeats a webhook. */
const keptDays = 30;

/**
 * Incoming texts in the `Statuses` table: a row each, with no more in it than when the first copy came. That of a START
 * has no end, because a copy of it that somebody kept must never undo a later STOP.
 */
export const createInboundLog = (client: DynamoDBDocumentClient, table: string): InboundLog => ({
  note: async ({ carrier, carrierMessageId, receivedAt, keyword }) => {
    const pk = `inbound#${carrier}#${carrierMessageId}`;
    const expiresAtEpoch = Math.floor(Date.parse(receivedAt) / 1000) + keptDays * 86_400;
    const put = new PutCommand({
      TableName: table,
      Item: { pk, receivedAt, ...(keyword !== 'start' && { expiresAtEpoch }) },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    if (await holds(client.send(put))) return receivedAt;
    const found = await client.send(new GetCommand({ TableName: table, Key: { pk }, ConsistentRead: true }));
    return InboundNote.parse(found.Item).receivedAt;
  },
});
