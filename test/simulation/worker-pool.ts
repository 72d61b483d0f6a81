import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Task, TaskResult } from './tasks.ts';

/** Worlds are many and short-lived: with room for a few of them, few outlive a collection. */
const maxYoungGenerationSizeMb = 96;

/** Does the tasks in threads, and gives the results in the order of the tasks. */
export const inThreads = async (
  tasks: readonly Task[],
  threads = Math.min(4, availableParallelism()),
): Promise<TaskResult[]> => {
  const results: TaskResult[] = [];
  const waiting = [...tasks.entries()];

  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let current: number | undefined;
      const next = (): void => {
        const [place, task] = waiting.shift() ?? [];
        current = place;
        if (task) worker.postMessage(task);
        else resolve();
      };
      worker.on('message', (result: TaskResult) => {
        if (current !== undefined) results[current] = result;
        next();
      });
      worker.on('error', reject);
      next();
    });

  const workers = Array.from(
    { length: Math.min(threads, tasks.length) },
    () =>
      new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb } }),
  );
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return results;
};
