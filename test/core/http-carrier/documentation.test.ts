import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HttpCarrierSettings } from '../../../core/http-carrier/settings.ts';
import { placeholders } from '../../../core/http-carrier/template.ts';

const page = readFileSync(new URL('../../../docs/http-carrier.md', import.meta.url), 'utf8');

test('documents a description that can be used as it stands', () => {
  const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
  expect(HttpCarrierSettings.parse(JSON.parse(example)).answer.id).toBe('/messages/0/id');
});

test.each([...placeholders, 'secret.NAME'])('documents {{%s}}', (name) => {
  expect(page).toMatch(new RegExp(`^\\| .*\`\\{\\{${name}\\}\\}\``, 'm'));
});
