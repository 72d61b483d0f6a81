import type { CarrierGuard, Clock, HealthStore, Log, StoredHealth } from '../ports.ts';
import { msUntilProbe, probing } from './breaker.ts';
import type { HealthCache } from './health-cache.ts';

export type CarrierGuardDeps = {
  readonly store: HealthStore;
  readonly cache: HealthCache;
  readonly clock: Clock;
  readonly log: Log;
};

/** While a text is on its way to see how a carrier is, the others ask again soon. Milliseconds. */
const whileProbingMs = 2_000;
const shortestWaitMs = 1_000;

/** Asks the shared health which carriers may take a text. All texts of a function share a read for a few seconds. */
export const createCarrierGuard = ({ store, cache, clock, log }: CarrierGuardDeps): CarrierGuard => {
  /** Wins for one text, among all functions, the right to go and see. */
  const winProbe = async ({ health, revision }: StoredHealth): Promise<boolean> => {
    const { carrier, breaker } = health;
    try {
      const won = await store.save({ ...health, breaker: probing(breaker, clock()) }, revision);
      if (won === 'conflict') await cache.refresh(carrier);
      else cache.remember(carrier, won);
      return won !== 'conflict';
    } catch (error) {
      log.warn('carrier health unwritable', { carrier, error });
      return false;
    }
  };

  const waitOf = ({ health: { breaker } }: StoredHealth): number => {
    const left = msUntilProbe(breaker, clock());
    return Math.max(shortestWaitMs, breaker.state === 'halfOpen' ? Math.min(left, whileProbingMs) : left);
  };

  return {
    admit: async (carriers) => {
      const known = await Promise.all(
        carriers.map(async (carrier) => ({ carrier, stored: await cache.read(carrier) })),
      );
      const ill = known.flatMap(({ stored }) =>
        stored && stored.health.breaker.state !== 'closed' ? [stored] : [],
      );
      const isIll = (stored: StoredHealth | undefined) => stored !== undefined && ill.includes(stored);
      const firstHealthy = known.findIndex(({ stored }) => !isIll(stored));
      // A carrier that is behind a healthy one is left in peace: the text would not have gone there.
      for (const { carrier, stored } of firstHealthy === -1 ? known : known.slice(0, firstHealthy)) {
        if (!stored || msUntilProbe(stored.health.breaker, clock()) > 0) continue;
        if (await winProbe(stored)) return { kind: 'go', carriers: [carrier], probe: true };
      }
      const healthy = known.flatMap(({ carrier, stored }) => (isIll(stored) ? [] : [carrier]));
      return healthy.length > 0
        ? { kind: 'go', carriers: healthy, probe: false }
        : { kind: 'wait', waitMs: Math.min(...ill.map(waitOf)) };
    },
  };
};
