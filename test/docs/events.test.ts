import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { eventCatalogue } from '../../core/event-catalogue.ts';

const ajv = new Ajv2020();
addFormats.default(ajv);

const entries = Object.entries(eventCatalogue).map(([type, entry]) => ({ type, ...entry }));

test.each(entries)('the example of $type is as its JSON Schema says', ({ type, example }) => {
  const file = join(import.meta.dirname, `../../docs/events/${type}.schema.json`);
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  expect(validate(example) ? [] : validate.errors).toEqual([]);
  expect(validate({ ...Object(example), more: 1 })).toBe(false);
});

test.each(entries)(
  'the example of $type is as its own schema says, and no other type is',
  ({ type, schema, example }) => {
    const fitting = entries
      .filter((entry) => entry.schema.safeParse(example).success)
      .map((entry) => entry.type);
    expect(fitting).toEqual([type]);
    expect(schema.parse(example)).toEqual(example);
  },
);

test.each(entries)('the page of $type has a row for each field of its example', ({ type, example }) => {
  const page = readFileSync(join(import.meta.dirname, `../../docs/events/${type}.md`), 'utf8');
  const { data, ...envelope } = Object(example);
  const fields = [...Object.keys(envelope), ...Object.keys(data).map((name) => `data.${name}`)];
  for (const field of fields) expect(page).toContain(`\n| \`${field}\` |`);
});
