import { describe, expect, test } from 'vitest';
import { readCorpus } from './corpus.ts';
import { describeFailure } from './failure.ts';
import { seedOfSources } from './seed-of-sources.ts';
import { type Report, simulateSeeds, simulateStories } from './simulate.ts';
import { rarePairs } from './tally.ts';

const problemsOf = ({ failures }: Report): string[] => failures.flatMap(describeFailure);

/** On a machine that does nothing else, a tenth of it. */
const timeout = 600_000;

describe('the pipeline in a world of faults', () => {
  // Others after each change, so that all of them are tried in the long run, and what one build fails at stays the same.
  // `npm run sim` draws others each time.
  const first = seedOfSources();

  test(`keeps its promises for 10,000 fresh seeds from ${first}`, { timeout }, async () => {
    const report = await simulateSeeds(Array.from({ length: 10_000 }, (_, i) => first + i));
    expect(problemsOf(report)).toEqual([]);
    expect(rarePairs(report.tally, 100)).toEqual([]);
  });

  test('keeps them for every fault and every two faults of a short story', { timeout }, async () => {
    const report = await simulateStories();
    expect(problemsOf(report)).toEqual([]);
    expect(report.runs).toBeGreaterThan(50_000);
  });

  test('keeps them for each seed that once showed something wrong', async () => {
    expect(problemsOf(await simulateSeeds(readCorpus().map(({ seed }) => seed)))).toEqual([]);
  });

  test('does the same for the same seed', { timeout }, async () => {
    const seeds = [
      ...readCorpus().map(({ seed }) => seed),
      ...Array.from({ length: 500 }, (_, i) => first + i),
    ];
    expect((await simulateSeeds(seeds)).hash).toBe((await simulateSeeds(seeds)).hash);
  });
});
