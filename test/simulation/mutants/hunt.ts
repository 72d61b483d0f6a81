import { isDeepStrictEqual } from 'node:util';
import { shortStories, singlesOf, tellPlainly, tellWith } from '../exhaustive.ts';
import { scriptedPlan } from '../faults.ts';
import { type Run, runScenario, runSeed } from '../run-seed.ts';
import type { Evidence } from './evidence.ts';

/** What showed that something is wrong, and what was wrong. */
export type Kill = { readonly by: Evidence; readonly violation: string };

/** Within this a mutant is caught, or the simulation is not worth its time: as many runs as one of the product takes. */
const seeds = 10_000;
const firstSeeds = 640;
const atOnce = 32;

const killOf = ({ violations: [violation] }: Run, by: Evidence): Kill | undefined =>
  violation === undefined ? undefined : { by, violation };

const rerun = async (evidence: Evidence): Promise<Run | undefined> => {
  if ('seed' in evidence) return runSeed(evidence.seed);
  const short = shortStories.find(({ name }) => name === evidence.story);
  if (!short) return undefined;
  // As it is meant, a story also has to end as it is meant.
  const plain = await tellPlainly(short);
  return isDeepStrictEqual(plain.strikes, evidence.strikes)
    ? plain.run
    : runScenario(short.scenario, scriptedPlan(evidence.strikes), 1);
};

const huntWithSeeds = async (from: number, count: number): Promise<Kill | undefined> => {
  for (let seed = from; seed < from + count; seed += atOnce) {
    const chunk = Array.from({ length: atOnce }, (_, i) => seed + i);
    const kills = await Promise.all(chunk.map(async (each) => killOf(await runSeed(each), { seed: each })));
    const kill = kills.find(Boolean);
    if (kill) return kill;
  }
  return undefined;
};

/** Every fault of the short stories by itself. */
const huntWithStories = async (): Promise<Kill | undefined> => {
  for (const short of shortStories) {
    const plain = await tellPlainly(short);
    const kill = killOf(plain.run, { story: short.name, strikes: [...plain.strikes] });
    if (kill) return kill;
    for (const single of await singlesOf(short)) {
      const { value } = await tellWith(short, single).next();
      const found = value && killOf(value.run, { story: short.name, strikes: [...value.strikes] });
      if (found) return found;
    }
  }
  return undefined;
};

/** What killed it before; and if that does not any more, whatever does: the cheapest first. */
export const hunt = async (before: Evidence | undefined): Promise<Kill | undefined> => {
  const run = before && (await rerun(before));
  const again = before && run && killOf(run, before);
  return (
    again ??
    (await huntWithSeeds(0, firstSeeds)) ??
    (await huntWithStories()) ??
    huntWithSeeds(firstSeeds, seeds - firstSeeds)
  );
};
