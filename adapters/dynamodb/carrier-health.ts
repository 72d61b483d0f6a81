import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCarrierGuard } from '../../core/health/carrier-guard.ts';
import { createCarrierObserver } from '../../core/health/carrier-observer.ts';
import { createHealthCache } from '../../core/health/health-cache.ts';
import { measuredCarriers } from '../../core/health/measured-carriers.ts';
import type { CarrierBus, CarrierGuard, CarrierObserver, Clock, Log, Metrics } from '../../core/ports.ts';
import { createHealthStore } from './health-store.ts';

export type CarrierHealthDeps = {
  readonly bus: CarrierBus;
  readonly metrics: Metrics;
  /** The names of all carriers that are configured. */
  readonly carriers: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
};

/** The carriers' health, shared by all functions through the table: what they ask of it, and what they tell it. */
export const openCarrierHealth = (
  client: DynamoDBDocumentClient,
  table: string,
  deps: CarrierHealthDeps,
): { readonly guard: CarrierGuard; readonly observer: CarrierObserver } => {
  const { clock, log } = deps;
  const store = createHealthStore(client, table, clock);
  const cache = createHealthCache({ store, clock, log });
  return {
    guard: createCarrierGuard({ store, cache, clock, log }),
    observer: createCarrierObserver({ ...deps, carriers: measuredCarriers(deps.carriers), store, cache }),
  };
};
