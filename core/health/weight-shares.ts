import type { Clock } from '../ports.ts';
import type { WeightShares } from '../routing/choose-route.ts';
import type { Routing } from '../routing/routing-table.ts';
import { shareOfWeight } from './delivery-weight.ts';
import type { HealthCache } from './health-cache.ts';

/** The carriers that some rule draws among others: only their health matters when a text is accepted. */
export const drawnCarriers = ({ rules }: Routing): string[] => [
  ...new Set(
    rules.flatMap(({ carriers }) => (carriers.length > 1 ? carriers.map(({ carrier }) => carrier) : [])),
  ),
];

/** Tells what carriers have left of their weight. Never rejects: one of which nothing is known has all of it. */
export const createWeightShares =
  ({ cache, clock }: { readonly cache: HealthCache; readonly clock: Clock }, carriers: readonly string[]) =>
  async (): Promise<WeightShares> =>
    new Map(
      await Promise.all(
        carriers.map(async (carrier) => {
          const stored = await cache.read(carrier);
          return [carrier, stored ? shareOfWeight(stored.health, clock()) : 1] as const;
        }),
      ),
    );
