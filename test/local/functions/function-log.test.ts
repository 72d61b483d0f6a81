import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFunctionLog } from '../../../local/functions/function-log.ts';

const open = () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'log-'));
  return { log: openFunctionLog(dataDir, 'Fn'), path: join(dataDir, 'logs', 'Fn.log') };
};

test('does not mix the lines of several environments', () => {
  const { log, path } = open();
  const [one, two] = [log.writer(), log.writer()];
  one('first ');
  two('second\n');
  one('line\nrest');
  expect(readFileSync(path, 'utf8')).toBe('second\nfirst line\n');
});

test('makes room for a new file when the old one is large, and keeps the old one', () => {
  const { log, path } = open();
  log.line('x'.repeat(5 * 1024 * 1024));
  log.line('next');
  expect(readFileSync(path, 'utf8')).toBe('next\n');
  expect(readFileSync(`${path}.1`).length).toBe(5 * 1024 * 1024 + 1);
});
