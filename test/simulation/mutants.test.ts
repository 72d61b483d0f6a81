import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { huntAll } from './mutants/hunt-all.ts';
import { plant } from './mutants/mutant.ts';
import { mutants } from './mutants/mutants.ts';

const root = join(import.meta.dirname, '../..');

describe('a planted bug', () => {
  test('has its place in the product, once', () => {
    for (const mutant of mutants) plant(mutant, readFileSync(join(root, mutant.file), 'utf8'));
  });

  test('is found by the simulation, each of at least thirty', { timeout: 600_000 }, async () => {
    const hunted = await huntAll(mutants.filter(({ equivalent }) => equivalent === undefined));
    const survivors = hunted.flatMap(({ mutant, kill }) => (kill ? [] : [mutant.name]));
    expect(survivors).toEqual([]);
    expect(hunted.length).toBeGreaterThanOrEqual(30);
  });
});
