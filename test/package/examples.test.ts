import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildConstruct, buildLibraries, buildTool } from '../../bin/build-package.ts';
import product from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');
const examples = join(root, 'examples');
const work = mkdtempSync(join(tmpdir(), 'packed-'));
/** A CDK app of somebody who has the package, its peers and its one dependency, and nothing else. */
const app = join(work, 'app');
const installed = join(app, 'node_modules/sms-pipeline');

const pack = (): string => {
  const clone = join(work, 'clone');
  mkdirSync(clone);
  for (const file of ['package.json', 'README.md', 'LICENSE']) cpSync(join(root, file), join(clone, file));
  buildLibraries(join(clone, 'dist'));
  buildConstruct(join(clone, 'dist'));
  buildTool(join(clone, 'dist'));
  const args = ['pack', '--ignore-scripts', '--offline', '--silent'];
  return join(clone, execFileSync('npm', args, { cwd: clone, encoding: 'utf8' }).trim());
};

beforeAll(() => {
  const tarball = pack();
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components', '1']);
  const needed = [...Object.keys(product.peerDependencies), ...Object.keys(product.dependencies)];
  for (const name of needed) symlinkSync(join(root, 'node_modules', name), join(app, 'node_modules', name));
  writeFileSync(join(app, 'package.json'), '{"type":"module"}');
  cpSync(examples, app, { recursive: true });
}, 120_000);
afterAll(() => rmSync(work, { recursive: true }));

const run = (...args: string[]) => {
  const env = { PATH: process.env.PATH, CDK_VALIDATION: 'false', CDK_OUTDIR: join(work, 'out') };
  return spawnSync(process.execPath, args, { cwd: app, encoding: 'utf8', env });
};

test('the package is what dist has, README and licence: no source, no test, no key', () => {
  expect(readdirSync(installed).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
  const files = readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
});

const names = readdirSync(examples).filter((file) => file.endsWith('.ts'));

test.each(names)('%s synthesizes from the package, with each function’s code as it was bundled', (name) => {
  rmSync(join(work, 'out'), { recursive: true, force: true });
  const { stderr, status } = run('--disable-warning=ExperimentalWarning', name);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const assets = readdirSync(join(work, 'out')).filter((file) => file.startsWith('asset.'));
  expect(assets.length).toBeGreaterThan(15);
  for (const asset of assets) expect(existsSync(join(work, 'out', asset, 'index.mjs')), asset).toBe(true);
});

test('the examples fit the types of the package', () => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck'];
  const { stdout } = run(tsc, ...names, ...options, '--ignoreConfig');
  expect(stdout).toBe('');
});

test('an app of CommonJS modules has the construct by require', () => {
  const { stdout } = run(
    '-e',
    "console.log(typeof require('sms-pipeline').SmsPipeline)",
    '--input-type=commonjs',
  );
  expect(stdout).toBe('function\n');
});

test('the sms command runs without what it is made of', () => {
  const { stdout } = run(join(installed, product.bin.sms), '--help');
  expect(stdout).toContain('sms');
});

test('the README of the examples names each', () => {
  const page = readFileSync(join(examples, 'README.md'), 'utf8');
  for (const name of names) expect(page).toContain(`[${name}](${name})`);
});
