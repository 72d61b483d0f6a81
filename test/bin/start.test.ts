import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

test('npm start installs nothing through a link to the packages of another checkout', () => {
  const home = mkdtempSync(join(tmpdir(), 'linked-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const checkout = join(home, 'checkout');
  const shared = join(home, 'shared');
  for (const folder of [join(checkout, 'bin'), shared]) mkdirSync(folder, { recursive: true });
  copyFileSync(join(import.meta.dirname, '../../bin/start.mjs'), join(checkout, 'bin/start.mjs'));
  writeFileSync(join(checkout, 'package-lock.json'), '{"packages":{"node_modules/new":{"version":"1.0.0"}}}');
  writeFileSync(join(shared, '.package-lock.json'), '{"packages":{}}');
  symlinkSync(shared, join(checkout, 'node_modules'));

  // No npm within reach: a test must not install anything, whatever it finds.
  const { status, stderr } = spawnSync(process.execPath, [join(checkout, 'bin/start.mjs')], {
    env: { PATH: home },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining('node_modules is a link')]);
  expect(existsSync(join(shared, '.package-lock.json'))).toBe(true);
});
