import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const importing = (module: string): string => `import { x } from '${module}';\nexport const y = x;\n`;

const wrongWays = [
  ['core', '../adapters/log/log.ts'],
  ['core', '@aws-sdk/client-sqs'],
  ['core', 'node:fs'],
  ['adapters', '../lambdas/health/check-health.ts'],
  ['adapters', 'aws-cdk-lib'],
  ['lambdas', '../lib/sms-pipeline.ts'],
  ['lib', '../lambdas/health/check-health.ts'],
  ['lib', '@aws-sdk/client-sqs'],
  ['local', '../adapters/log/log.ts'],
  ['local', 'aws-cdk-lib'],
  ['client', '../core/status.ts'],
  ['client', 'zod'],
  ['client', 'node:fs'],
  ['events', '../adapters/log/log.ts'],
] as const;

const impure = [
  'Date.now()',
  'new Date()',
  'Math.random()',
  'process.env',
  'crypto.randomUUID()',
  "fetch('x')",
];

const planted = [
  ...wrongWays.map(([layer, module], i) => ({
    path: `${layer}/wrong-way-${i}.ts`,
    source: importing(module),
  })),
  ...impure.map((call, i) => ({ path: `core/impure-${i}.ts`, source: `export const y = ${call};\n` })),
  { path: 'lambdas/right-way.ts', source: importing('../adapters/log/log.ts') },
  { path: 'client/right-way.ts', source: importing('./retry.ts') },
  { path: 'adapters/right-clock.ts', source: 'export const y = Date.now();\n' },
];

/** A project with our rules and these files only. */
const project = mkdtempSync(join(tmpdir(), 'layers-'));
afterAll(() => rmSync(project, { recursive: true }));
for (const file of ['biome.json', 'test/architecture/pure-core.grit'])
  cpSync(join(root, file), join(project, file));
for (const { path, source } of planted) {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), source);
}
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
const { stdout } = spawnSync(
  process.execPath,
  [biome, 'lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=github', '.'],
  { cwd: project, encoding: 'utf8' },
);

const findingsIn = (path: string): string[] =>
  stdout.split('\n').filter((line) => line.includes(`/${path},`));

test.each(wrongWays.map(([layer, module], i) => [layer, module, `${layer}/wrong-way-${i}.ts`]))(
  '%s may not import %s',
  (_layer, _module, path) => {
    expect(findingsIn(path)).toEqual([expect.stringContaining('noRestrictedImports')]);
  },
);

test.each(impure.map((call, i) => [call, `core/impure-${i}.ts`]))(
  'the core may not ask for %s',
  (_call, path) => {
    expect(findingsIn(path)).toEqual([expect.stringMatching(/plugin|noRestrictedGlobals/)]);
  },
);

test.each(['lambdas/right-way.ts', 'adapters/right-clock.ts'])('%s is fine', (path) => {
  expect(stdout).not.toBe('');
  expect(findingsIn(path)).toEqual([]);
});
