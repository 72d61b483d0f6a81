import { mix } from './draws.ts';
import { shortStories } from './exhaustive.ts';
import type { Failure } from './failure.ts';
import { addTally, type Tally } from './tally.ts';
import type { Task, TaskResult } from './tasks.ts';
import { inThreads } from './worker-pool.ts';

export type Report = {
  readonly runs: number;
  readonly failures: readonly Failure[];
  readonly tally: Tally;
  /** Of everything that happened: the same for the same seeds and the same product. */
  readonly hash: string;
};

const seedsPerTask = 250;
const pieces = 16;

const reportOf = (results: readonly TaskResult[]): Report => {
  const tally: Tally = {};
  for (const result of results) addTally(tally, result.tally);
  return {
    runs: results.reduce((sum, { runs }) => sum + runs, 0),
    failures: results.flatMap(({ failures }) => failures),
    tally,
    hash: results
      .reduce((hash, result) => mix(hash, result.hash), 0)
      .toString(16)
      .padStart(8, '0'),
  };
};

/** A run of each seed. */
export const simulateSeeds = async (seeds: readonly number[]): Promise<Report> => {
  const tasks: Task[] = [];
  for (let from = 0; from < seeds.length; from += seedsPerTask)
    tasks.push({ kind: 'seeds', seeds: seeds.slice(from, from + seedsPerTask) });
  return reportOf(await inThreads(tasks));
};

/** Every single fault and every two faults of the short stories. */
export const simulateStories = async (): Promise<Report> =>
  reportOf(
    await inThreads(
      shortStories.flatMap((_, story) =>
        Array.from({ length: pieces }, (_none, nth): Task => ({ kind: 'story', story, nth, of: pieces })),
      ),
    ),
  );
