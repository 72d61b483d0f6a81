import { carrierEventOf } from '../carrier-events.ts';
import { metrics as catalogue } from '../metrics.ts';
import type {
  CarrierBus,
  CarrierObserver,
  Clock,
  HealthStore,
  Log,
  Metrics,
  StoredHealth,
} from '../ports.ts';
import { type CarrierHealth, unknownHealth } from './carrier-health.ts';
import { afterDeliveries, mayLoseWeight } from './delivery-weight.ts';
import type { HealthCache } from './health-cache.ts';
import { observe } from './observe.ts';
import { totalSince } from './series.ts';
import { emptyTally, type Tally, tallied } from './tally.ts';

export type CarrierObserverDeps = {
  readonly store: HealthStore;
  readonly cache: HealthCache;
  readonly bus: CarrierBus;
  readonly metrics: Metrics;
  /** All that are measured: what is said of others is dropped, and a slow one is compared with the rest. */
  readonly carriers: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
};

/** Good news is told by the dozen, bad news by the handful or after a second: a text does not cost a write. */
const tellAfter = 25;
const tellBadNewsAfter = 5;
const tellBadNewsEveryMs = 1_000;

/** Functions that tell at the same time: whoever loses as often as this keeps it to itself, the others say the same. */
const maxConflicts = 4;

const badNewsIn = ({ refused, throttled, ambiguous }: Tally): number =>
  [refused, throttled, ambiguous].reduce((sum, series) => sum + totalSince(series, 0), 0);

/** Whether a tally is worth a write. What a probe and the account say decides where the next text goes. */
const isNews = (tally: Tally, msSinceTold: number): boolean => {
  const { account, probe, size } = tally;
  // A missing permission may be one country's, and then it comes often.
  const isAccount = account !== undefined && account !== 'permission';
  if (isAccount || probe !== undefined || size >= tellAfter) return true;
  const badNews = badNewsIn(tally);
  return badNews >= tellBadNewsAfter || (badNews > 0 && msSinceTold >= tellBadNewsEveryMs);
};

/** Gathers what a function sees, and adds it to what all see: in one write, when there is something worth telling. */
export const createCarrierObserver = (deps: CarrierObserverDeps): CarrierObserver => {
  const { store, cache, bus, metrics, carriers, clock, log } = deps;
  const tallies = new Map<string, Tally>();
  const toldAt = new Map<string, number>();
  const telling = new Set<string>();

  const othersThan = async (carrier: string): Promise<CarrierHealth[]> => {
    const others = carriers.filter((other) => other !== carrier);
    const stored = await Promise.all(others.map((other) => cache.read(other)));
    return stored.flatMap((found) => found?.health ?? []);
  };

  const write = async (
    carrier: string,
    tally: Tally,
  ): Promise<[CarrierHealth, StoredHealth] | 'conflict'> => {
    for (let conflicts = 0; conflicts < maxConflicts; conflicts += 1) {
      const found = await cache.refresh(carrier);
      const before = found?.health ?? unknownHealth(carrier, clock());
      const seen = observe(before, tally, clock());
      const after = mayLoseWeight(seen, clock())
        ? afterDeliveries(seen, await othersThan(carrier), clock())
        : seen;
      const saved = await store.save(after, found?.revision);
      if (saved !== 'conflict') return [before, saved];
    }
    return 'conflict';
  };

  /** Says on the bus what opened or closed. Not said until it is written down that it was. */
  const announce = async ({ health, revision }: StoredHealth): Promise<void> => {
    const event = carrierEventOf(health);
    if (!event || health.announced === health.version) return;
    await bus.publish([event]);
    const announced = await store.save({ ...health, announced: health.version }, revision);
    if (announced !== 'conflict') cache.remember(health.carrier, announced);
  };

  const report = (before: CarrierHealth, { carrier, breaker, weight }: CarrierHealth): void => {
    const { reason, failureCode } = breaker;
    if (breaker.state === 'open' && before.breaker.state !== 'open') {
      metrics.add(catalogue.carrierUnhealthy, { carrier });
      log.error('carrier opened', {
        carrier,
        ...(reason !== undefined && { reason }),
        ...(failureCode !== undefined && { failureCode }),
      });
    }
    if (breaker.state === 'closed' && before.breaker.state !== 'closed')
      log.info('carrier closed', { carrier });
    if (weight && weight.since !== before.weight?.since) {
      log.warn('carrier is slow: weight lowered', { carrier, count: weight.percent });
    }
  };

  const tell = async (carrier: string, tally: Tally): Promise<void> => {
    try {
      const written = await write(carrier, tally);
      if (written === 'conflict') {
        log.warn('carrier health is busy', { carrier, count: tally.size });
        return;
      }
      const [before, stored] = written;
      cache.remember(carrier, stored);
      report(before, stored.health);
      await announce(stored);
    } catch (error) {
      log.warn('carrier health unwritable', { carrier, count: tally.size, error });
    }
  };

  /** What is worth a write by now. */
  const takeNews = (carrier: string): Tally | undefined => {
    const tally = tallies.get(carrier);
    const now = clock().getTime();
    if (!tally || !isNews(tally, now - (toldAt.get(carrier) ?? 0))) return undefined;
    tallies.delete(carrier);
    toldAt.set(carrier, now);
    return tally;
  };

  return {
    record: async (carrier, observation, isProbe = false) => {
      if (!carriers.includes(carrier)) return;
      tallies.set(carrier, tallied(tallies.get(carrier) ?? emptyTally, observation, isProbe, clock()));
      // One at a time: the texts of a batch would only be in each other's way.
      if (telling.has(carrier)) return;
      telling.add(carrier);
      for (let news = takeNews(carrier); news; news = takeNews(carrier)) await tell(carrier, news);
      telling.delete(carrier);
    },
  };
};
