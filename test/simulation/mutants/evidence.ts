import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { faultKinds } from '../fault-catalogue.ts';

/** A run that showed a planted bug: of a seed, or a short story with these faults. */
export const Evidence = z.union([
  z.strictObject({ seed: z.number().int().nonnegative() }),
  z.strictObject({
    story: z.string(),
    strikes: z.array(z.strictObject({ key: z.number(), kind: z.enum(faultKinds) })),
  }),
]);
export type Evidence = z.infer<typeof Evidence>;

const Kills = z.record(z.string(), Evidence);

const file = join(import.meta.dirname, 'kills.json');

/** What killed each planted bug the last time, by the bug's name. */
export const readKills = (): ReadonlyMap<string, Evidence> =>
  new Map(Object.entries(Kills.parse(JSON.parse(readFileSync(file, 'utf8')))));

export const writeKills = (kills: ReadonlyMap<string, Evidence>): void =>
  writeFileSync(file, `${JSON.stringify(Object.fromEntries([...kills].sort()), null, 2)}\n`);

export const describeEvidence = (evidence: Evidence): string =>
  'seed' in evidence
    ? `seed ${evidence.seed}`
    : [evidence.story, ...evidence.strikes.map(({ kind }) => kind)].join(', ');
