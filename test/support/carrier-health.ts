import type { CarrierEvent } from '../../core/carrier-events.ts';
import { createCarrierGuard } from '../../core/health/carrier-guard.ts';
import { createCarrierObserver } from '../../core/health/carrier-observer.ts';
import { createHealthCache } from '../../core/health/health-cache.ts';
import type { CarrierBus, Metrics } from '../../core/ports.ts';
import { FakeHealthStore } from './fake-health-store.ts';
import { type FakeClock, silentLog } from './fake-ports.ts';

export class FakeCarrierBus implements CarrierBus {
  readonly published: CarrierEvent[] = [];
  failNext = false;

  async publish(events: readonly CarrierEvent[]) {
    if (this.failNext) {
      this.failNext = false;
      throw new Error('the bus is down');
    }
    this.published.push(...events);
  }

  get types(): string[] {
    return this.published.map(({ type, data }) => `${type} ${data.carrier}`);
  }
}

/** Functions that share what they know of the carriers' health, each with a cache and a tally of its own. */
export const sharedHealth = (clock: FakeClock, carriers: readonly string[]) => {
  const store = new FakeHealthStore();
  const bus = new FakeCarrierBus();
  const counted: string[] = [];
  const metrics: Metrics = {
    add: ({ name }, dimensions) => {
      counted.push(`${name} ${Object.values(dimensions).join(' ')}`);
    },
  };
  return {
    ...{ store, bus, counted },
    createFunction: () => {
      const deps = { store, clock: clock.now, log: silentLog };
      const cache = createHealthCache(deps);
      return {
        cache,
        guard: createCarrierGuard({ ...deps, cache }),
        observer: createCarrierObserver({ ...deps, cache, bus, metrics, carriers }),
      };
    },
  };
};
