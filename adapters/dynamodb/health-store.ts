import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { CarrierHealth } from '../../core/health/carrier-health.ts';
import type { Clock, HealthStore } from '../../core/ports.ts';
import { holds } from './document-client.ts';

const HealthItem = CarrierHealth.extend({ revision: z.int() });

/** What is known of a carrier that nobody used for a day is worth nothing. */
const keptSeconds = 86_400;

/** Health is advice: whoever waits for it longer than this, in milliseconds, is better off without. */
const patienceMs = 700;

const pkOf = (carrier: string): string => `health#${carrier}`;

/**
 * Carriers' health as rows of the `Statuses` table, each write conditional on the revision that it was made from. A
 * write that the SDK repeats, because its answer got lost, counts as a conflict: its tally is then added twice.
 */
export const createHealthStore = (
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): HealthStore => {
  const patience = () => ({ abortSignal: AbortSignal.timeout(patienceMs) });
  return {
    find: async (carrier) => {
      const get = new GetCommand({ TableName: table, Key: { pk: pkOf(carrier) } });
      const { Item } = await client.send(get, patience());
      if (!Item) return undefined;
      const { revision, ...health } = HealthItem.parse(Item);
      return { health, revision };
    },
    save: async (health, revision) => {
      const stored = { health, revision: (revision ?? 0) + 1 };
      const expiresAtEpoch = Math.floor(clock().getTime() / 1000) + keptSeconds;
      const put = new PutCommand({
        TableName: table,
        Item: { pk: pkOf(health.carrier), ...health, revision: stored.revision, expiresAtEpoch },
        ...(revision === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'revision = :read', ExpressionAttributeValues: { ':read': revision } }),
      });
      return (await holds(client.send(put, patience()))) ? stored : 'conflict';
    },
  };
};
