import type { Clock } from '../clock.ts';
import type { Environment } from './environment.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** Environments of a function that reserves no concurrency: a laptop has few cores. */
export const defaultConcurrency = 4;

export const concurrencyOf = (fn: LambdaFunction): number => fn.reservedConcurrency ?? defaultConcurrency;

export type Fleet = {
  /** Runs `task` in an idle environment of the function or in a new one, when one is free. */
  readonly use: <T>(fn: LambdaFunction, task: (environment: Environment) => Promise<T>) => Promise<T>;
  /** Whether an environment runs, or an invocation waits for one. */
  readonly isBusy: () => boolean;
  readonly stop: () => Promise<void>;
};

/**
 * An environment that idled for less than this, in milliseconds, is about to be needed again: a function that has one
 * of its own waits for that, because a cold start costs more than many invocations.
 */
const restlessMs = 1_000;

type Slot = {
  readonly fn: LambdaFunction;
  readonly environment: Environment;
  busy: boolean;
  starting: boolean;
  idleSince: number;
};
type Waiting = {
  readonly fn: LambdaFunction;
  readonly grant: (slot: Slot) => void;
  readonly refuse: (why: unknown) => void;
};

/**
 * All execution environments: bounded for each function and in total. Who comes first is served first, except that
 * a function at its own limit does not hold up the others.
 */
export const createFleet = (
  start: (fn: LambdaFunction) => Environment,
  mostEnvironments: number,
  clock: Pick<Clock, 'now'>,
): Fleet => {
  const slots = new Set<Slot>();
  const queue: Waiting[] = [];
  let stopped = false;

  const retire = (slot: Slot): void => {
    slots.delete(slot);
    void slot.environment.stop();
  };

  /** At the total limit an environment that idles for another function makes room, for a function's first at once. */
  const makeRoom = (isFirst: boolean): boolean => {
    if (slots.size < mostEnvironments) return true;
    const newest = isFirst ? Number.POSITIVE_INFINITY : clock.now() - restlessMs;
    const idle = [...slots].find((slot) => !slot.busy && slot.idleSince <= newest);
    if (idle) retire(idle);
    return idle !== undefined;
  };

  const slotFor = (fn: LambdaFunction): Slot | undefined => {
    for (const slot of slots) if (!slot.busy && !slot.environment.isAlive()) retire(slot);
    const own = [...slots].filter((slot) => slot.fn === fn);
    const warm = own.find((slot) => !slot.busy);
    if (warm) return warm;
    // One after the other: a crowd of cold starts takes longer on a few cores than the first takes to serve the crowd.
    if (own.some((slot) => slot.starting)) return undefined;
    if (own.length >= concurrencyOf(fn) || !makeRoom(own.length === 0)) return undefined;
    const cold: Slot = { fn, environment: start(fn), busy: false, starting: true, idleSince: clock.now() };
    slots.add(cold);
    void cold.environment.started.then(() => {
      cold.starting = false;
      serve();
    });
    return cold;
  };

  /** Whether it got an environment; what keeps one from starting is the waiting invocation's failure. */
  const serveOne = (waiting: Waiting): boolean => {
    try {
      const slot = slotFor(waiting.fn);
      if (!slot) return false;
      slot.busy = true;
      waiting.grant(slot);
    } catch (error) {
      waiting.refuse(error);
    }
    queue.splice(queue.indexOf(waiting), 1);
    return true;
  };

  const serve = (): void => {
    const full = new Set<LambdaFunction>();
    for (const waiting of [...queue]) if (!full.has(waiting.fn) && !serveOne(waiting)) full.add(waiting.fn);
  };

  return {
    use: async (fn, task) => {
      if (stopped) throw new Error('the local cloud is stopping');
      const { promise, resolve: grant, reject: refuse } = Promise.withResolvers<Slot>();
      queue.push({ fn, grant, refuse });
      serve();
      const slot = await promise;
      try {
        return await task(slot.environment);
      } finally {
        slot.busy = false;
        slot.idleSince = clock.now();
        // Idle environments in the order of their last use: the longest unused makes room first.
        if (slots.delete(slot)) slots.add(slot);
        serve();
      }
    },
    isBusy: () => queue.length > 0 || [...slots].some(({ busy }) => busy),
    stop: async () => {
      stopped = true;
      for (const { refuse } of queue.splice(0)) refuse(new Error('the local cloud is stopping'));
      await Promise.all([...slots].map(({ environment }) => environment.stop()));
      slots.clear();
    },
  };
};
