import { randomBytes } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { SweepCursors } from '../../core/ports.ts';
import { SweepCursor } from '../../core/sweep/sweep-cursor.ts';
import { holds } from './document-client.ts';

const CursorItem = SweepCursor.extend({ revision: z.string() });

/**
 * The reconciler's cursors, rows of the `Statuses` table without an end. A write whose answer got lost looks like
 * another run's: this run stops, and the next one goes on from there.
 */
export const createSweepCursors = (client: DynamoDBDocumentClient, table: string): SweepCursors => ({
  find: async (name) => {
    const { Item: item } = await client.send(
      new GetCommand({ TableName: table, Key: { pk: `sweep#${name}` }, ConsistentRead: true }),
    );
    if (item === undefined) return undefined;
    const { revision, ...cursor } = CursorItem.parse(item);
    return { cursor, revision };
  },
  save: async (name, cursor, revision) => {
    const next = randomBytes(7).toString('base64url');
    const put = new PutCommand({
      TableName: table,
      Item: { pk: `sweep#${name}`, ...cursor, revision: next },
      ...(revision === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'revision = :read', ExpressionAttributeValues: { ':read': revision } }),
    });
    return (await holds(client.send(put))) ? next : 'conflict';
  },
});
