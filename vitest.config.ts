import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

export default defineConfig({
  test: {
    // Without Maglev: its compiler thread crashes now and then in Node 24.15 and later where cores are scarce, and took a
    // run of the simulation with it (https://github.com/nodejs/node/issues/64841). It costs a twentieth of the time.
    execArgv: ['--disable-warning=ExperimentalWarning', '--no-maglev'],
    // One more than the cores of a small machine: the end-to-end tests mostly wait, for receipts, retries and
    // visibility time-outs, and the others compute meanwhile.
    maxWorkers: Math.max(3, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/support/summary-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/e2e/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/synthesize-once.ts'],
          maxConcurrency: 50,
          testTimeout: 150_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
