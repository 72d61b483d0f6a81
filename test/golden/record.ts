// Writes the golden corpus of a version that is about to be released: node test/golden/record.ts v1
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalRun } from '../../bin/local-run.ts';
import { synthesize } from '../../bin/synthesize.ts';
import { createLeapingClock } from '../../local/leaping-clock.ts';
import { captureWrites, type Kind, kinds } from './capture.ts';
import { readerSchemas } from './readers.ts';
import { tellStory } from './story.ts';

const [version] = process.argv.slice(2);
if (!version || !/^v\d+$/.test(version)) throw new Error('name the version: v1');
const folder = join(import.meta.dirname, version);
const work = mkdtempSync(join(tmpdir(), 'golden-'));
await synthesize(join(work, 'template'));
const { gate, written } = captureWrites();
const clock = createLeapingClock();
const options = { port: 0, dataDir: join(work, 'data'), fresh: true, seed: 1, endpoint: undefined };
const { run, stop } = await startLocalRun(options, join(work, 'template'), () => {}, {
  clock,
  gates: [gate],
});
const replays = await tellStory(run, written, clock.leap);
await stop();
rmSync(work, { recursive: true });

mkdirSync(folder);
const write = (name: string, value: unknown): void =>
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(value, undefined, 1)}\n`);
/** Each once, and not all places that the reconciler got to. */
const valuesOf = (kind: Kind): unknown[] => {
  const texts = new Set(written.flatMap((one) => (one.kind === kind ? [JSON.stringify(one.value)] : [])));
  return [...texts].slice(0, kind === 'sweepCursors' ? 20 : undefined).map((text) => JSON.parse(text));
};
for (const kind of kinds) write(kind, valuesOf(kind));
write('replays', replays);
write('schemas', readerSchemas());
