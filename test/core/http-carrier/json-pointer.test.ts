import { expect, test } from 'vitest';
import { atPointer, plainAt } from '../../../core/http-carrier/json-pointer.ts';

// The examples of RFC 6901, section 5
const document = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};

test.each([
  ['', document],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/e^f', 3],
  ['/g|h', 4],
  ['/i\\j', 5],
  ['/k"l', 6],
  ['/ ', 7],
  ['/m~0n', 8],
])('follows %j', (pointer, value) => {
  expect(atPointer(document, pointer)).toEqual(value);
});

test.each([
  '/none',
  '/foo/2',
  '/foo/00',
  '/foo/length',
  '/foo/bar',
  '/constructor',
  '/__proto__',
  '/foo/0/0',
])('finds nothing at %j', (pointer) => {
  expect(atPointer(document, pointer)).toBeUndefined();
});

test('gives the text of plain values only', () => {
  const values = { text: 'a', number: 7, yes: true, none: null, list: [1], object: {} };
  expect(Object.keys(values).map((name) => plainAt(values, `/${name}`))).toEqual([
    'a',
    '7',
    'true',
    undefined,
    undefined,
    undefined,
  ]);
});
