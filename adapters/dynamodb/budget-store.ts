import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Budget } from '../../core/ports.ts';
import { holds } from './document-client.ts';

/** Days that a counter outlives its own, for whoever wants to look. */
const keptDays = 7;

/** Counts segments in the `Statuses` table: a row a tenant and day, in UTC. */
export const createBudget = (
  client: DynamoDBDocumentClient,
  table: string,
  dailySegments: number,
): Budget => ({
  take: async (tenant, segmentCount, now) => {
    // No update can create a row with too much in it: its condition sees no counter then.
    if (segmentCount > dailySegments) return false;
    const update = new UpdateCommand({
      TableName: table,
      Key: { pk: `budget#${tenant}#${now.toISOString().slice(0, 10)}` },
      UpdateExpression: 'ADD taken :segments SET expiresAtEpoch = :end',
      ConditionExpression: 'attribute_not_exists(pk) OR taken <= :room',
      ExpressionAttributeValues: {
        ':segments': segmentCount,
        ':room': dailySegments - segmentCount,
        ':end': Math.floor(now.getTime() / 1000) + keptDays * 86_400,
      },
    });
    return holds(client.send(update));
  },
});
