import {
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  ThrottlingException,
} from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Advance, LimiterStore } from '../../core/ports.ts';
import { holds } from './document-client.ts';

/** How often a mark that others move at the same time is tried again. */
const maxTries = 4;

/** Marks are worth keeping for minutes; DynamoDB drops the row of a sender that is not used for a day. */
const keptMs = 86_400_000;

const throttles = [ProvisionedThroughputExceededException, RequestLimitExceeded, ThrottlingException];

const Mark = z.number().default(0);

/**
 * An expression cannot take the later of two times, so there are two: one for a mark that is behind, and one for a
 * mark that is ahead. The condition is a range and not the value that was read: movers conflict only where one of
 * them leaves the other no room.
 */
const moveOf = (isAhead: boolean, { from, by, upTo }: Advance) =>
  isAhead
    ? {
        UpdateExpression: 'SET #mark = #mark + :by, expiresAtEpoch = :expiry',
        ConditionExpression: '#mark BETWEEN :earliest AND :latest',
        ExpressionAttributeValues: { ':by': by, ':earliest': from, ':latest': upTo },
      }
    : {
        UpdateExpression: 'SET #mark = :moved, expiresAtEpoch = :expiry',
        ConditionExpression: 'attribute_not_exists(#mark) OR #mark < :earliest',
        ExpressionAttributeValues: { ':moved': from + by, ':earliest': from },
      };

/**
 * Limiters as rows of the `Statuses` table, one a carrier and sender. A write that the SDK repeats, because its
 * answer got lost, may move a mark twice: that leaves capacity unused, and never gives it away twice.
 */
export const createLimiterStore = (client: DynamoDBDocumentClient, table: string): LimiterStore => {
  const advance: LimiterStore['advance'] = async (key, mark, move) => {
    const row = { TableName: table, Key: { pk: `pace#${key}` } };
    let { seen } = move;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const { ExpressionAttributeValues, ...expressions } = moveOf(seen >= move.from, move);
      const update = client.send(
        new UpdateCommand({
          ...row,
          ...expressions,
          ExpressionAttributeNames: { '#mark': mark },
          ExpressionAttributeValues: {
            ...ExpressionAttributeValues,
            ':expiry': Math.ceil((move.from + keptMs) / 1000),
          },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      if (await holds(update)) return { advanced: true, at: Mark.parse((await update).Attributes?.[mark]) };
      const { Item } = await client.send(new GetCommand({ ...row, ConsistentRead: true }));
      seen = Mark.parse(Item?.[mark]);
      if (seen > move.upTo) return { advanced: false, at: seen };
    }
    return 'busy';
  };

  return {
    advance: async (...args) => {
      try {
        return await advance(...args);
      } catch (error) {
        if (throttles.some((throttle) => error instanceof throttle)) return 'busy';
        throw error;
      }
    },
  };
};
