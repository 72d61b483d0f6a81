import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What decides how a run goes: the product's steps, and the world that they are put into. */
const folders = ['core', 'adapters', 'lambdas', 'test/simulation'];

/** A seed from 0 to 2^31 - 1: another one after each change of the code, and the same for the same code. */
export const seedOfSources = (): number => {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
      hash.update(file).update(readFileSync(join(root, folder, file)));
    }
  }
  return hash.digest().readUInt32BE() % 2 ** 31;
};
