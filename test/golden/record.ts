// Writes the golden corpus of a version that is about to be released: node test/golden/record.ts v1
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalRun } from '../../bin/local-run.ts';
import { synthesize } from '../../bin/synthesize.ts';
import { captureWrites, kinds } from './capture.ts';
import { readerSchemas } from './readers.ts';
import { tellStory } from './story.ts';

const [version] = process.argv.slice(2);
if (!version || !/^v\d+$/.test(version)) throw new Error('name the version: v1');
const folder = join(import.meta.dirname, version);
const work = mkdtempSync(join(tmpdir(), 'golden-'));
await synthesize(join(work, 'template'));
const { gate, written } = captureWrites();
const options = { port: 0, dataDir: join(work, 'data'), fresh: true, seed: 1, endpoint: undefined };
const { run, stop } = await startLocalRun(options, join(work, 'template'), () => {}, { gates: [gate] });
const replays = await tellStory(run, written);
await stop();
rmSync(work, { recursive: true });

mkdirSync(folder);
const write = (name: string, value: unknown): void =>
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(value, undefined, 1)}\n`);
for (const kind of kinds) {
  write(
    kind,
    written.filter((one) => one.kind === kind).map(({ value }) => value),
  );
}
write('replays', replays);
write('schemas', readerSchemas());
