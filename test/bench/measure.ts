const nanoseconds = (run: () => void): number => {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start);
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Something must be done with the answers, or the engine may leave the work out. */
let kept: unknown;

const runAll = (work: (text: string) => unknown, texts: readonly string[]): void => {
  for (const text of texts) kept = work(text);
};

/** Times to run through the texts, so that a round lasts long enough to be timed and the warm-up to compile. */
const repeatsFor = (work: (text: string) => unknown, texts: readonly string[]): number => {
  const once = nanoseconds(() => runAll(work, texts));
  return Math.max(1, Math.ceil(20e6 / once));
};

/**
 * Nanoseconds a text for each of several ways to do one work: the median of rounds in which they take turns, so that
 * a slow moment of the machine strikes all of them.
 */
export const measure = (
  works: Readonly<Record<string, (text: string) => unknown>>,
  texts: readonly string[],
  rounds: number,
): ReadonlyMap<string, number> => {
  const entrants = Object.entries(works).map(([name, work]) => ({ name, work, times: [] as number[] }));
  for (let round = -1; round < rounds; round++) {
    for (const { work, times } of entrants) {
      const repeats = repeatsFor(work, texts);
      globalThis.gc?.();
      const time = nanoseconds(() => {
        for (let i = 0; i < repeats; i++) runAll(work, texts);
      });
      if (round >= 0) times.push(time / repeats / texts.length); // the first round only warms up
    }
  }
  if (kept === entrants) throw new Error('unreachable');
  return new Map(entrants.map(({ name, times }) => [name, median(times)]));
};
