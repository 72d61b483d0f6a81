import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import { runSeed } from '../run-seed.ts';
import { describeEvidence, type Evidence } from './evidence.ts';
import type { Kill } from './hunt.ts';
import type { Mutant } from './mutant.ts';

export type Hunted = {
  readonly mutant: Mutant;
  readonly kill: Kill | undefined;
  readonly before: Evidence | undefined;
  /** Whether what killed it before did so again. */
  readonly isRemembered: boolean;
  readonly seconds: number;
};

/** What is wrong in the product as it is proves nothing of a planted bug. */
const mustBeSound = async ({ by }: Kill): Promise<void> => {
  if ('seed' in by && (await runSeed(by.seed)).violations.length > 0)
    throw new Error(`${describeEvidence(by)} fails without a planted bug`);
};

/** Hunts mutants one after the other. */
const huntWith = async (
  worker: Worker,
  next: () => Mutant | undefined,
  kills: ReadonlyMap<string, Evidence>,
  tell: (hunted: Hunted) => void,
): Promise<void> => {
  for (let mutant = next(); mutant; mutant = next()) {
    const startedAt = performance.now();
    const before = kills.get(mutant.name);
    const kill = await new Promise<Kill | undefined>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', resolve);
      worker.postMessage({ name: mutant?.name, before });
    });
    worker.removeAllListeners('error');
    if (kill) await mustBeSound(kill);
    const isRemembered = isDeepStrictEqual(kill?.by, before);
    tell({ mutant, kill, before, isRemembered, seconds: (performance.now() - startedAt) / 1000 });
  }
};

/** Hunts each mutant, a few at a time, beginning with what killed it before. */
export const huntAll = async (
  hunted: readonly Mutant[],
  kills: ReadonlyMap<string, Evidence>,
  onHunted: (hunted: Hunted) => void = () => {},
): Promise<Hunted[]> => {
  const waiting = [...hunted];
  const results: Hunted[] = [];
  const huntSome = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    const tell = (result: Hunted): void => {
      results.push(result);
      onHunted(result);
    };
    await huntWith(worker, () => waiting.shift(), kills, tell).finally(() => worker.terminate());
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism(), hunted.length) }, huntSome));
  return results;
};
