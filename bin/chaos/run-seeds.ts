import { faultKinds } from '../../local/aws/faults/fault-plan.ts';
import type { ChaosOptions } from './chaos-options.ts';
import { notMet, seedsInARound } from './kill-points.ts';
import { describeDifferences, describeLedger, describeOrdeal } from './report.ts';
import { type Ordeal, startStorm } from './storm.ts';

export type Round = {
  /** A few lines of figures. */
  readonly ledger: string;
  /** What is wrong, one line each. */
  readonly wrong: readonly string[];
};

/** Runs the stack of a folder through seeds in a row, one after the other. */
export const runSeeds = async (
  { seed: first, seeds, messages }: ChaosOptions,
  templateDir: string,
  dataDir: string,
  print: (line: string) => void,
): Promise<Round> => {
  const storm = await startStorm(templateDir, dataDir, () => {});
  try {
    const ordeals: Ordeal[] = [];
    for (let seed = first; seed < first + seeds; seed += 1) {
      const ordeal = await storm.blow(seed, messages);
      print(describeOrdeal(ordeal));
      ordeals.push(ordeal);
    }
    const outcomes = await storm.settle(ordeals);
    const faults = outcomes.flatMap((outcome) => outcome.faults);
    const missing = seeds < seedsInARound ? [] : notMet(faults, faultKinds);
    return {
      ledger: describeLedger(outcomes),
      wrong: [...describeDifferences(outcomes, messages), ...missing.map((line) => `NOT MET: ${line}`)],
    };
  } finally {
    await storm.stop();
  }
};
