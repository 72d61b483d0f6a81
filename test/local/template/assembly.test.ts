import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAssembly } from '../../../local/template/assembly.ts';

const demo = join(import.meta.dirname, '../cloud.out');

test('finds the template of the stack and the folders of its assets', () => {
  const { stackName, templatePath, assetPath } = openAssembly(demo);
  expect([stackName, templatePath]).toEqual(['demo', join(demo, 'demo.template.json')]);
  expect(assetPath('work.zip')).toBe(join(demo, 'asset.work'));
  expect(assetPath('template.json')).toBeUndefined();
});

test('asks which stack to run when there are several', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const stack = { type: 'aws:cloudformation:stack' };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts: { a: stack, b: stack } }));
  writeFileSync(join(folder, 'b.assets.json'), JSON.stringify({ files: {} }));
  expect(() => openAssembly(folder)).toThrow('several stacks (a,b)');
  expect(() => openAssembly(folder, 'c')).toThrow('no stack named c');
  expect(openAssembly(folder, 'b').templatePath).toBe(join(folder, 'b.template.json'));
});
