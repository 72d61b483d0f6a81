import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startLocalRun } from '../../bin/local-run.ts';
import { createLeapingClock } from '../../local/leaping-clock.ts';
import { type Captured, captureWrites, kinds } from '../golden/capture.ts';
import { goldenSchemas, goldenVersions } from '../golden/corpus.ts';
import { tellStory } from '../golden/story.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'rollback-'));
let written: Captured;
beforeAll(async () => {
  const capture = captureWrites();
  const clock = createLeapingClock();
  const options = { port: 0, dataDir, fresh: true, seed: 1, endpoint: undefined };
  const { run, stop } = await startLocalRun(options, inject('templateDir'), () => {}, {
    clock,
    gates: [capture.gate],
  });
  ({ written } = capture);
  await tellStory(run, written, clock.leap).finally(stop);
}, 150_000);
afterAll(() => rmSync(dataDir, { recursive: true }));

/** In flight while a deploy is rolled back, and in the tables after it. */
describe.each(goldenVersions)('the release with the shapes of %s', (version) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const schemas = goldenSchemas(version);

  test.each(kinds)('reads what this version writes: %s', (kind) => {
    const validate = ajv.compile(schemas[kind] ?? false);
    const values = written.filter((one) => one.kind === kind).map(({ value }) => value);
    for (const value of values) {
      validate(value);
      expect(validate.errors ?? []).toEqual([]);
    }
    expect(values).not.toEqual([]);
  });
});
