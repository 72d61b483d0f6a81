import fc from 'fast-check';

/** Each is a time to somebody: beyond four digits of years, before the first of them, or none at all. */
export const harmfulTime = fc.oneof(
  fc.constantFrom(
    ...[
      '9999-12-31T23:59:59-23:59',
      '0000-01-01T00:00:00+23:59',
      '+012026-01-01T00:00:00Z',
      '2026-13-45',
      '9999-12-31',
    ],
    ...[
      '2026-01-01T00:00:60Z',
      '2026-02-30T00:00:00Z',
      '2026-01-01T00:00:00.123456789Z',
      '2026-11-22T01:00:00',
      '0',
    ],
  ),
  fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?(Z|[+-]\d\d:\d\d)$/),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

const harmful = [
  ...['', ' ', '\0', '\ud800', 'a\udfff\ud800b', '\r\nx-injected: 1', '\u202e', '\ufeff', 'é\u0301'],
  ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', '-0', '1e400', '[object Object]'],
  ...['../../..', '%00', '%', '%2e%2e', '%E0%A4', "' OR 1=1 --", '{{secret.token}}', '#{x}', '$where', '*'],
  ...['😀'.repeat(300), 'A'.repeat(70_000), 'ж'.repeat(5_000), '\u0301'.repeat(2_000), '1'.repeat(400)],
];

export const harmfulText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...harmful) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: harmfulTime },
  { weight: 1, arbitrary: fc.array(fc.nat(0xffff), { maxLength: 20 }).map((u) => String.fromCharCode(...u)) },
);

const harmfulNumber = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    -1,
    1.5,
    1e308,
    -1e308,
    2 ** 53,
    1e21,
    8.64e15 + 1,
    -1e300,
    Number.MIN_VALUE,
    259_201,
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** `Object.fromEntries` makes even of `__proto__` a key like any other, as `JSON.parse` does. */
const keys = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '',
    'a.b',
  ),
  harmfulText,
);

/** JSON of any shape, with a taste for what has hurt others. */
export const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.constantFrom(null, true, false), harmfulNumber, harmfulText),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

type Edit = (value: unknown) => unknown;

const entriesOf = (value: object): [string, unknown][] => Object.entries(value);

/** Replaces, drops, doubles or adds something, somewhere in a value: `path` says where. */
const edited = (value: unknown, path: readonly number[], edit: Edit): unknown => {
  const [step, ...rest] = path;
  if (step === undefined || value === null || typeof value !== 'object') return edit(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return edit(value);
    return value.map((item, i) => (i === step % value.length ? edited(item, rest, edit) : item));
  }
  const entries = entriesOf(value);
  if (entries.length === 0) return edit(value);
  return Object.fromEntries(
    entries.map(([key, inner], i) => [key, i === step % entries.length ? edited(inner, rest, edit) : inner]),
  );
};

const withField =
  (key: string, field: unknown): Edit =>
  (value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries([...entriesOf(value), [key, field]])
      : field;

const withoutField =
  (at: number): Edit =>
  (value) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    const entries = entriesOf(value);
    return Object.fromEntries(entries.filter((_, i) => i !== at % Math.max(1, entries.length)));
  };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  anyJson.map(
    (other): Edit =>
      () =>
        other,
  ),
  fc.tuple(keys, anyJson).map(([key, field]) => withField(key, field)),
  fc.nat(20).map(withoutField),
  fc.integer({ min: 1, max: 3 }).map(
    (depth): Edit =>
      (value) =>
        depth > 1 ? [[value]] : [value],
  ),
  fc.integer({ min: 2, max: 150 }).map(
    (times): Edit =>
      (value) =>
        Array(times).fill(value),
  ),
);

/** Some edits in random places of a value. */
export const mutated = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      value,
      fc.array(fc.tuple(fc.array(fc.nat(30), { maxLength: 4 }), edit), { minLength: 1, maxLength: 3 }),
    )
    .map(([whole, edits]) => edits.reduce((result, [path, change]) => edited(result, path, change), whole));
