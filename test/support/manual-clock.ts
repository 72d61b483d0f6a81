import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../local/clock.ts';

export type ManualClock = Clock & {
  /** Lets this many milliseconds pass, and what is due run in its order. */
  readonly advance: (milliseconds: number) => Promise<void>;
};

/** A clock that stands still until a test moves it. */
export const manualClock = (start = 0): ManualClock => {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly task: () => void }>();
  return {
    now: () => now,
    at: (at, task) => {
      const timer = { at, task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        for (let i = 0; i < 5; i++) await turn();
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = Math.max(now, next.at);
        timers.delete(next);
        next.task();
      }
      now = end;
    },
  };
};
