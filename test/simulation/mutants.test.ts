import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readKills } from './mutants/evidence.ts';
import { huntAll } from './mutants/hunt-all.ts';
import { plant } from './mutants/mutant.ts';
import { mutants } from './mutants/mutants.ts';

const root = join(import.meta.dirname, '../..');

/** Each run hunts some; `npm run sim:mutants` hunts all. */
const sampled = 10;

describe('a planted bug', () => {
  test('has its place in the product, once', () => {
    for (const mutant of mutants) plant(mutant, readFileSync(join(root, mutant.file), 'utf8'));
  });

  const killable = mutants.filter(({ equivalent }) => equivalent === undefined);

  test('is one of at least thirty', () => {
    expect(killable.length).toBeGreaterThanOrEqual(30);
  });

  const first = killable.findIndex(({ name }) => name === 'events are not published');
  const drawn = killable.slice(first, first + sampled);
  const names = drawn.map(({ name }) => name).join('; ');

  test(`is found by the simulation: ${names}`, { timeout: 600_000 }, async () => {
    const hunted = await huntAll(drawn, readKills());
    expect(hunted.flatMap(({ mutant, kill }) => (kill ? [] : [mutant.name]))).toEqual([]);
  });
});
