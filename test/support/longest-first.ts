import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, by waiting or by computing: begun last, it would add its minutes to the run. */
const longest = [
  'e2e/crash',
  'e2e/chaos',
  'simulation/simulation',
  'e2e/settlement',
  'e2e/dead-letters',
  'e2e/faults',
  'contract/carriers',
  'e2e/npm-start',
  'e2e/canary',
  'simulation/mutants',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
  return rank === -1 ? longest.length : rank;
};

/** The usual order, but what takes longest comes first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
