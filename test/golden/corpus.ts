import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** The versions of stored and published shapes that were released, oldest first. */
export const goldenVersions = readdirSync(import.meta.dirname)
  .filter((name) => /^v\d+$/.test(name))
  .sort((one, other) => Number(one.slice(1)) - Number(other.slice(1)));

const read = (version: string, name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, version, `${name}.json`), 'utf8'));

/** What a version wrote, of one kind. */
export const goldenValues = (version: string, name: string): readonly unknown[] =>
  z.array(z.unknown()).parse(read(version, name));

/** What a version could read, as JSON Schema by kind. */
export const goldenSchemas = (version: string): Readonly<Record<string, Record<string, unknown>>> =>
  z.record(z.string(), z.record(z.string(), z.unknown())).parse(read(version, 'schemas'));
