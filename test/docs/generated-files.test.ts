import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedFiles } from '../../bin/generated-files.ts';

const root = join(import.meta.dirname, '../..');

test.each([...generatedFiles()])('%s is what `npm run docs` writes', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text);
});
