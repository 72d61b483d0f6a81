import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { WindowCounters } from '../../core/ports.ts';

const Counted = z.object({ used: z.number() });

/**
 * Counters as rows of the `Usage` table, one a window. An addition that the SDK repeats, because its answer got lost,
 * counts twice: that leaves some of a quota unused, and never gives it away twice.
 */
export const createWindowCounters = (client: DynamoDBDocumentClient, table: string): WindowCounters => ({
  add: async (counter, amount, expiresAtEpoch) => {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk: counter },
        UpdateExpression: 'ADD used :amount SET expiresAtEpoch = :expiry',
        ExpressionAttributeValues: { ':amount': amount, ':expiry': expiresAtEpoch },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Counted.parse(Attributes).used;
  },
});
