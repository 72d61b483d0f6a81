import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { systemClock } from '../../../local/clock.ts';
import { createJobs } from '../../../local/state/jobs.ts';
import { openStore } from '../../../local/state/store.ts';

const freshStore = () => openStore(mkdtempSync(join(tmpdir(), 'jobs-')));
const never = { retryAfterMs: () => undefined };

test('runs a job that an earlier process left behind', async () => {
  const store = freshStore();
  createJobs(store, systemClock).add({ kind: 'greet', dueAt: 0, payload: { name: 'Ada' } });
  const seen: unknown[] = [];
  const jobs = createJobs(store, systemClock);
  jobs.handle('greet', { ...never, run: async (payload) => void seen.push(payload) });
  jobs.start();
  await sleep(20);
  await jobs.stop();
  expect(seen).toEqual([{ name: 'Ada' }]);
});

test('tries a failed job again, and forgets it once it is given up', async () => {
  const store = freshStore();
  const jobs = createJobs(store, systemClock);
  const tries: number[] = [];
  const givenUp: unknown[] = [];
  jobs.handle('fail', {
    run: async (_payload, n) => {
      tries.push(n);
      throw new Error('no');
    },
    retryAfterMs: (n) => (n < 3 ? 1 : undefined),
    onGivenUp: (payload) => givenUp.push(payload),
  });
  jobs.start();
  jobs.add({ kind: 'fail', dueAt: 0, payload: 7 });
  await expect.poll(() => givenUp).toEqual([7]);
  expect(tries).toEqual([1, 2, 3]);
  expect(store.prepare('SELECT count(*) AS n FROM jobs').get()).toEqual({ n: 0 });
  await jobs.stop();
});
