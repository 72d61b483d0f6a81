import { type Clock, systemClock } from './clock.ts';

export type LeapingClock = Clock & {
  readonly ahead: SharedArrayBuffer;
  /** Moves the time ahead, and runs what falls due. */
  leap(ms: number): void;
  /** From now on leaps to the next task's time whenever nothing runs; the returned function ends that. */
  leapWhenIdle(isIdle: () => boolean): () => void;
  /** Comes back when all is idle, before anything that the next leap makes due has run. */
  idle(): Promise<void>;
};

/** How often it looks whether all is idle, in milliseconds, and how often in a row all must be. */
const lookEveryMs = 3;
const looks = 2;

/**
 * The machine's clock, except that nobody waits: hours of visibility and validity pass in moments, while what runs
 * takes its real time. It must not leap while a function runs, or its claims would look abandoned.
 */
export const createLeapingClock = (): LeapingClock => {
  const ahead = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const leaps = new BigInt64Array(ahead);
  const timers = new Map<
    object,
    { readonly at: number; readonly arm: () => void; readonly disarm: () => void }
  >();

  let idle = Promise.withResolvers<void>();

  const now = (): number => systemClock.now() + Number(Atomics.load(leaps, 0));

  const leap = (ms: number): void => {
    Atomics.add(leaps, 0, BigInt(Math.ceil(ms)));
    for (const { disarm, arm } of [...timers.values()].sort((a, b) => a.at - b.at)) {
      disarm();
      arm();
    }
  };

  return {
    ahead,
    now,
    leap,
    idle: () => idle.promise,
    at: (at, task) => {
      const key = {};
      let cancel = (): void => {};
      const run = (): void => {
        timers.delete(key);
        task();
      };
      const arm = (): void => {
        cancel = systemClock.at(systemClock.now() + at - now(), run);
      };
      timers.set(key, { at, arm, disarm: () => cancel() });
      arm();
      return () => {
        timers.delete(key);
        cancel();
      };
    },
    leapWhenIdle: (isIdle) => {
      let idleLooks = 0;
      const look = setInterval(() => {
        idleLooks = isIdle() ? idleLooks + 1 : 0;
        if (idleLooks < looks) return;
        idleLooks = 0;
        idle.resolve();
        idle = Promise.withResolvers();
        const next = Math.min(...[...timers.values()].map(({ at }) => at));
        if (Number.isFinite(next) && next > now()) leap(next - now());
      }, lookEveryMs);
      return () => clearInterval(look);
    },
  };
};
