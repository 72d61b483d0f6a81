import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { seedsInARound } from '../../bin/chaos/kill-points.ts';
import { runSeeds } from '../../bin/chaos/run-seeds.ts';

/** Enough for every function to reach the last of its numbered calls. */
const messages = 8;

test('loses and doubles nothing while AWS fails and every function dies at each of its numbered calls', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'chaos-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const options = { seed: 1, seeds: seedsInARound, messages };
  const { ledger, wrong } = await runSeeds(options, inject('templateDir'), dataDir, () => {});
  process.stdout.write(`${seedsInARound} seeds of chaos, ${messages} texts each\n${ledger}\n`);
  expect(wrong).toEqual([]);
}, 900_000); // The time that a machine with other work takes, several times over.
