import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Seeds that once showed something wrong. They are run always. */
const Corpus = z.array(z.strictObject({ seed: z.number().int().nonnegative(), found: z.string() }));
type Corpus = z.infer<typeof Corpus>;

const file = join(import.meta.dirname, 'corpus.json');

export const readCorpus = (): Corpus => Corpus.parse(JSON.parse(readFileSync(file, 'utf8')));

/** Adds a seed, unless it is there. */
export const addToCorpus = (seed: number, found: string): void => {
  const corpus = readCorpus();
  if (corpus.some((known) => known.seed === seed)) return;
  writeFileSync(file, `${JSON.stringify([...corpus, { seed, found }], null, 2)}\n`);
};
