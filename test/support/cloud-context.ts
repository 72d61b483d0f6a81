import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../local/clock.ts';
import type { CloudContext } from '../../local/resource.ts';
import { createJobs } from '../../local/state/jobs.ts';
import { openStore } from '../../local/state/store.ts';

/** A context in a fresh folder, for tests of single resources; `given` replaces parts of it. */
export const cloudContext = (given: Partial<CloudContext> = {}): CloudContext => {
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'local-cloud-'));
  const store = given.store ?? openStore(dataDir);
  const clock = given.clock ?? systemClock;
  return {
    accountId: '000000000000',
    region: 'us-east-1',
    dataDir,
    clock,
    store,
    jobs: createJobs(store, clock),
    functions: {
      invoke: () => Promise.reject(new Error('this test has no functions')),
      invokeAsync: () => {
        throw new Error('this test has no functions');
      },
    },
    report: () => {},
    ...given,
  };
};
