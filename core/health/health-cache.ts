import type { Clock, HealthStore, Log, StoredHealth } from '../ports.ts';

export type HealthCache = {
  /** What the store said at most a few seconds ago; undefined where it knows nothing or does not answer. */
  readonly read: (carrier: string) => Promise<StoredHealth | undefined>;
  /** What the store says now. @throws when it does not answer. */
  readonly refresh: (carrier: string) => Promise<StoredHealth | undefined>;
  readonly remember: (carrier: string, stored: StoredHealth) => void;
};

/** How long a function goes by what it read, in milliseconds. */
const freshMs = 3_000;

type Entry = { readonly until: number; readonly stored: Promise<StoredHealth | undefined> };

/** Reads each carrier's health once in a few seconds, whatever the number of texts. */
export const createHealthCache = (deps: {
  readonly store: HealthStore;
  readonly clock: Clock;
  readonly log: Log;
}): HealthCache => {
  const { store, clock, log } = deps;
  const entries = new Map<string, Entry>();

  const keep = (carrier: string, stored: Entry['stored']): Entry['stored'] => {
    entries.set(carrier, { until: clock().getTime() + freshMs, stored });
    return stored;
  };

  const readOrGoWithout = async (carrier: string): Promise<StoredHealth | undefined> => {
    try {
      return await store.find(carrier);
    } catch (error) {
      log.warn('carrier health unreadable', { carrier, error });
      return undefined;
    }
  };

  return {
    read: (carrier) => {
      const entry = entries.get(carrier);
      if (entry && entry.until > clock().getTime()) return entry.stored;
      return keep(carrier, readOrGoWithout(carrier));
    },
    refresh: async (carrier) => {
      const stored = await store.find(carrier);
      return keep(carrier, Promise.resolve(stored));
    },
    remember: (carrier, stored) => {
      void keep(carrier, Promise.resolve(stored));
    },
  };
};
