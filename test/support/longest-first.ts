import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They take a minute and more, whatever the machine: begun last, they would add it to the run. */
const isLongest = ({ moduleId }: TestSpecification): boolean =>
  /e2e\/(chaos|crash)\.test\.ts$/.test(moduleId);

/** The usual order, but what takes longest comes first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}
