import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Kill } from './hunt.ts';
import type { Mutant } from './mutant.ts';

export type Hunted = { readonly mutant: Mutant; readonly kill: Kill | undefined; readonly seconds: number };

const huntOne = (mutant: Mutant): Promise<Hunted> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { name: mutant.name } });
    worker.once('error', reject);
    worker.once('message', async (kill: Kill | undefined) => {
      await worker.terminate();
      resolve({ mutant, kill, seconds: (performance.now() - startedAt) / 1000 });
    });
  });

/** Hunts each mutant in a thread of its own, a few at a time. */
export const huntAll = async (
  hunted: readonly Mutant[],
  onHunted: (hunted: Hunted) => void = () => {},
): Promise<Hunted[]> => {
  const waiting = [...hunted];
  const results: Hunted[] = [];
  const huntNext = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const result = await huntOne(mutant);
      results.push(result);
      onHunted(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, huntNext));
  return results;
};
