import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HttpInboundSettings } from '../../../core/http-carrier/inbound-settings.ts';
import { LookupSettings } from '../../../core/http-carrier/lookup-settings.ts';
import { placeholders } from '../../../core/http-carrier/template.ts';
import { documentedApi } from '../../support/documented-api.ts';

const page = readFileSync(new URL('../../../docs/http-carrier.md', import.meta.url), 'utf8');

test('documents a description that can be used as it stands', () => {
  const { answer, receipts, inbound, lookup } = documentedApi();
  expect([answer.id, receipts?.status, inbound?.text, lookup?.each]).toEqual([
    '/id',
    '/status',
    '/text',
    '/texts',
  ]);
});

test.each([...placeholders, 'secret.NAME'])('documents {{%s}}', (name) => {
  expect(page).toMatch(new RegExp(`^\\| .*\`\\{\\{${name}\\}\\}\``, 'm'));
});

const rowsOf = (heading: string): string[] => {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const rows = section.split('\n## ')[0]?.split('\n') ?? [];
  const cells = rows.filter((row) => row.startsWith('| `')).map((row) => row.split('|')[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
};

test.each([
  ['Incoming texts', HttpInboundSettings.shape],
  ['The look-up', LookupSettings.shape],
])('documents each setting of «%s»', (heading, shape) => {
  expect(rowsOf(heading).toSorted()).toEqual(Object.keys(shape).toSorted());
});
