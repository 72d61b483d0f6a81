import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Waits for a minute, whatever the machine: begun last, it would add that minute to the run. */
const isLongest = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('e2e/crash.test.ts');

/** The usual order, but what takes longest comes first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}
