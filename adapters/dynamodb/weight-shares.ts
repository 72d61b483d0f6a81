import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createHealthCache } from '../../core/health/health-cache.ts';
import { createWeightShares, drawnCarriers } from '../../core/health/weight-shares.ts';
import type { Clock, Log } from '../../core/ports.ts';
import type { WeightShares } from '../../core/routing/choose-route.ts';
import type { Routing } from '../../core/routing/routing-table.ts';
import { createHealthStore } from './health-store.ts';

/** What slow or ill carriers have left of their weight, by the table that the senders share. */
export const openWeightShares = (
  client: DynamoDBDocumentClient,
  table: string,
  { routing, clock, log }: { readonly routing: Routing; readonly clock: Clock; readonly log: Log },
): (() => Promise<WeightShares>) => {
  const cache = createHealthCache({ store: createHealthStore(client, table, clock), clock, log });
  return createWeightShares({ cache, clock }, drawnCarriers(routing));
};
