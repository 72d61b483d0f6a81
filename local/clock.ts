/** Where the local cloud takes the time from: the machine, or a test that lets hours pass. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` once `now()` has reached `at`; the returned function cancels it. */
  at(at: number, task: () => void): () => void;
  /** For worker threads: one 64-bit count of the milliseconds by which the clock is ahead of the machine's. */
  readonly ahead?: SharedArrayBuffer;
}

/** The longest delay that `setTimeout` takes, in milliseconds; beyond it a timer fires at once. */
const longestTimer = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  at: (at, task) => {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const left = at - Date.now();
      timer = left > longestTimer ? setTimeout(arm, longestTimer) : setTimeout(task, Math.max(0, left));
    };
    arm();
    return () => clearTimeout(timer);
  },
};
