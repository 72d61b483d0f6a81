import type { Clock } from '../../local/clock.ts';

/** A clock that stands still until the test moves it; what falls due on the way runs in the order of its time. */
export const createManualClock = (start = Date.UTC(2026, 10, 22)) => {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly task: () => void }>();

  const runDue = (): boolean => {
    const [next] = [...timers].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    if (!next) return false;
    timers.delete(next);
    next.task();
    return true;
  };

  const clock: Clock = {
    now: () => now,
    at: (at, task) => {
      const timer = { at, task };
      timers.add(timer);
      // What is due at once still runs after the caller's own code, as with a real timer.
      if (at <= now) setImmediate(() => timers.delete(timer) && task());
      return () => timers.delete(timer);
    },
  };
  return {
    clock,
    advance: async (ms: number): Promise<void> => {
      const until = now + ms;
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.at - b.at);
        now = Math.min(until, Math.max(now, next?.at ?? until));
        while (runDue()) await new Promise(setImmediate);
        if (now >= until) return;
      }
    },
  };
};
