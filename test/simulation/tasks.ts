import { hashText, mix } from './draws.ts';
import { shortStories, singlesOf, type Telling, tellPlainly, tellWith } from './exhaustive.ts';
import type { Failure } from './failure.ts';
import { runSeed } from './run-seed.ts';
import { shrink } from './shrink.ts';
import { count, type Tally } from './tally.ts';

/** A piece of work for one thread. */
export type Task =
  | { readonly kind: 'seeds'; readonly seeds: readonly number[] }
  /** Every `of`th single fault of a story, beginning with the `nth`, each alone and with every second one. */
  | { readonly kind: 'story'; readonly story: number; readonly nth: number; readonly of: number };

export type TaskResult = {
  readonly runs: number;
  readonly failures: readonly Failure[];
  readonly tally: Tally;
  /** Of all its runs, in order. */
  readonly hash: number;
};

/** Worlds that take turns in one thread: each waits for the event loop between two steps. */
const atOnce = 16;

/** More failures than these tell nothing new. */
const mostFailures = 3;

const runSeeds = async (seeds: readonly number[]): Promise<TaskResult> => {
  const failures: Failure[] = [];
  const tally: Tally = {};
  let [hash, runs] = [0, 0];
  for (let from = 0; from < seeds.length && failures.length < mostFailures; from += atOnce) {
    const chunk = seeds.slice(from, from + atOnce);
    const results = await Promise.all(chunk.map(async (seed) => ({ seed, run: await runSeed(seed) })));
    for (const { seed, run } of results) {
      runs += 1;
      hash = mix(hash, hashText(run.hash));
      count(tally, [...run.struck, ...run.met]);
      if (run.violations.length > 0 && failures.length < mostFailures) failures.push(await shrink(seed));
    }
  }
  return { runs, failures, tally, hash };
};

const runStory = async ({ story, nth, of }: Extract<Task, { kind: 'story' }>): Promise<TaskResult> => {
  const failures: Failure[] = [];
  const tally: Tally = {};
  let [hash, runs] = [0, 0];
  const short = shortStories[story];
  if (!short) throw new Error(`no story ${story}`);
  const keep = ({ run, strikes }: Telling): void => {
    runs += 1;
    hash = (hash + hashText(run.hash)) >>> 0;
    count(tally, [...run.struck, ...run.met]);
    const { violations, trace } = run;
    if (violations.length > 0)
      failures.push({
        name: short.name,
        seed: undefined,
        violations,
        texts: [0],
        strikes,
        trace: trace.lines,
      });
  };
  if (nth === 0) keep(await tellPlainly(short));
  const singles = (await singlesOf(short)).filter((_, i) => i % of === nth);
  const tellOne = async (): Promise<void> => {
    for (let single = singles.shift(); single; single = singles.shift()) {
      for await (const telling of tellWith(short, single)) {
        keep(telling);
        if (failures.length >= mostFailures) return;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, tellOne));
  return { runs, failures: failures.slice(0, mostFailures), tally, hash };
};

export const perform = (task: Task): Promise<TaskResult> =>
  task.kind === 'seeds' ? runSeeds(task.seeds) : runStory(task);
