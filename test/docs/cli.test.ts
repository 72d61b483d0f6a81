import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../bin/sms/program.ts';
import { nothingAround } from '../support/sms-tool.ts';

const leavesOf = (command: Command, before = ''): { usage: string; command: Command }[] => {
  const name = `${before} ${command.name()}`.trim();
  if (command.commands.length > 0) return command.commands.flatMap((child) => leavesOf(child, name));
  return [{ usage: `${name} ${command.usage().replace('[options]', '').trim()}`.trim(), command }];
};
const leaves = leavesOf(createProgram(nothingAround()));

test('docs/cli.md lists every command as its help does', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/cli.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `sms '));
  expect(rows).toEqual(leaves.map(({ usage, command }) => `| \`${usage}\` | ${command.description()} |`));
});

test.each(leaves)('$usage --help has an example', ({ command }) => {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  expect(help).toMatch(/\nExamples:\n {2}sms /);
});
