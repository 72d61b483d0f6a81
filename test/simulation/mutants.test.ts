import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeEvidence, readKills } from './mutants/evidence.ts';
import { huntAll } from './mutants/hunt-all.ts';
import { plant } from './mutants/mutant.ts';
import { mutants } from './mutants/mutants.ts';

const root = join(import.meta.dirname, '../..');

const killable = mutants.filter(({ equivalent }) => equivalent === undefined);
const kills = readKills();

describe('a planted bug', () => {
  test('has its place in the product, once, and its own name', () => {
    for (const mutant of mutants) plant(mutant, readFileSync(join(root, mutant.file), 'utf8'));
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  test('is one of at least thirty', () => {
    expect(killable.length).toBeGreaterThanOrEqual(30);
  });

  test('is remembered by what killed it', () => {
    expect([...kills.keys()].sort()).toEqual(killable.map(({ name }) => name).sort());
  });

  // What does not kill any more is hunted like a new one, which takes longer: `npm run sim:mutants` remembers what does.
  test('is found by the simulation', { timeout: 600_000 }, async () => {
    const hunted = await huntAll(killable, kills, ({ mutant, before, isRemembered }) => {
      if (before && !isRemembered)
        process.stderr.write(`${describeEvidence(before)} kills no more: ${mutant.name}\n`);
    });
    expect(hunted.flatMap(({ mutant, kill }) => (kill ? [] : [mutant.name]))).toEqual([]);
  });
});
