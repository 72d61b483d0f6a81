import type { Strike } from './faults.ts';

/** A run in which something was wrong, and all that it takes to see it again. */
export type Failure = {
  readonly name: string;
  /** The random run that it came from, where it came from one. */
  readonly seed: number | undefined;
  readonly violations: readonly string[];
  /** The texts of the scenario that it takes. */
  readonly texts: readonly number[];
  readonly strikes: readonly Strike[];
  readonly trace: readonly string[];
};

const shownLines = 80;

/** Message ids are long, and of a run's few messages the first digits tell which is which. */
const shorten = (line: string): string => line.replaceAll(/((?:msg|att)_[0-9a-f]{6})[0-9a-f]{26}/g, '$1');

export const describeFailure = ({ name, seed, violations, texts, strikes, trace }: Failure): string[] => {
  const left = trace.length - shownLines;
  const again =
    seed === undefined ? 'npm run sim -- --exhaustive' : `npm run sim -- --seeds 1 --seed ${seed}`;
  return [
    `${name}: ${violations.length} violations; again: ${again}`,
    ...violations.map((violation) => `  ${violation}`),
    `  with ${texts.length} texts and these faults: ${strikes.map(({ kind }) => kind).join(', ') || 'none'}`,
    ...(left > 0 ? [`  … ${left} lines before`] : []),
    ...trace.slice(-shownLines),
  ].map(shorten);
};
