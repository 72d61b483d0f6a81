import type { Clock } from '../../clock.ts';

/** Those who wait in a long poll, by queue. */
export const createWaiting = (clock: Clock) => {
  const sleepers = new Map<string, Set<() => void>>();
  return {
    wake: (queue: string): void => {
      for (const sleeper of sleepers.get(queue) ?? []) sleeper();
    },
    /** Returns once something was sent to the queue, at the time given, or when the caller has gone. */
    sleep: (queue: string, until: number, signal: AbortSignal | undefined): Promise<void> =>
      new Promise((resolve) => {
        const waiting = sleepers.get(queue) ?? new Set();
        sleepers.set(queue, waiting);
        const cancel = clock.at(until, () => wake());
        const wake = (): void => {
          cancel();
          waiting.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal?.addEventListener('abort', wake);
      }),
  };
};
export type Waiting = ReturnType<typeof createWaiting>;
