import { shortStories, singlesOf, tellPlainly, tellWith } from '../exhaustive.ts';
import { runSeed } from '../run-seed.ts';

/** What showed that something is wrong, or undefined where nothing did. */
export type Kill = { readonly by: string; readonly violation: string };

/** Within this a mutant is caught, or the simulation is not worth its time: as many runs as one of the product takes. */
const seeds = 10_000;
const atOnce = 32;

const huntWithSeeds = async (from: number, count: number): Promise<Kill | undefined> => {
  for (let seed = from; seed < from + count; seed += atOnce) {
    const chunk = Array.from({ length: atOnce }, (_, i) => seed + i);
    const runs = await Promise.all(chunk.map(async (each) => ({ each, run: await runSeed(each) })));
    const bad = runs.find(({ run }) => run.violations.length > 0);
    if (bad) return { by: `seed ${bad.each}`, violation: bad.run.violations[0] ?? '' };
  }
  return undefined;
};

/** Every fault of the short stories by itself. */
const huntWithStories = async (): Promise<Kill | undefined> => {
  for (const short of shortStories) {
    const { run } = await tellPlainly(short);
    if (run.violations[0] !== undefined) return { by: short.name, violation: run.violations[0] };
    for (const single of await singlesOf(short)) {
      const { value } = await tellWith(short, single).next();
      const violation = value?.run.violations[0];
      if (violation !== undefined) return { by: `${short.name}, ${single.kind}`, violation };
    }
  }
  return undefined;
};

/** The cheapest first: most mutants fall to a few hundred runs. */
export const hunt = async (): Promise<Kill | undefined> =>
  (await huntWithSeeds(0, 640)) ?? (await huntWithStories()) ?? huntWithSeeds(640, seeds - 640);
