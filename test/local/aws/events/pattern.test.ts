import { describe, expect, test } from 'vitest';
import { readPattern } from '../../../../local/aws/events/pattern.ts';

type Case = readonly [
  operator: string,
  pattern: object,
  matching: readonly unknown[],
  other: readonly unknown[],
];

/** Each pattern is the value of the field `f` in `detail`; so are the values. `undefined`: no such field. */
const cases: readonly Case[] = [
  ['exact text', ['a', 'b'], ['a', 'b', ['x', 'b']], ['A', 'ab', 1, null, undefined, { a: 'a' }]],
  ['empty text', [''], [''], ['a', null, undefined]],
  ['exact number', [100], [100, 1e2, [7, 100]], ['100', 101, undefined]],
  ['exact boolean', [true], [true], ['true', false, 1]],
  ['null', [null], [null, [1, null]], ['null', '', undefined, []]],
  ['prefix', [{ prefix: 'ab' }], ['ab', 'abc', ['x', 'abz']], ['Abc', 'xab', 7, null, undefined]],
  ['prefix, any case', [{ prefix: { 'equals-ignore-case': 'aB' } }], ['abc', 'ABC'], ['xab', undefined]],
  ['suffix', [{ suffix: '.png' }], ['a.png', '.png'], ['a.PNG', 'a.png.txt', undefined]],
  ['suffix, any case', [{ suffix: { 'equals-ignore-case': '.Png' } }], ['a.PNG'], ['a.gif']],
  ['equals-ignore-case', [{ 'equals-ignore-case': 'Alice' }], ['alice', 'ALICE'], ['alic', 'alicea', 1]],
  ['wildcard', [{ wildcard: 'dir/*.png' }], ['dir/a.png', 'dir/.png', 'dir/b/c.png'], ['dir/a.gif', 'a.png']],
  ['wildcard, escaped', [{ wildcard: 'a\\*b\\\\*' }], ['a*b\\', 'a*b\\c'], ['axb\\', 'a*b']],
  ['wildcard, regular expression characters', [{ wildcard: 'a.b(*)' }], ['a.b(x)'], ['axb(x)', 'a.b']],
  ['anything-but text', [{ 'anything-but': 'a' }], ['b', 1, null, ['a', 'b']], ['a', ['a'], undefined]],
  ['anything-but number', [{ 'anything-but': 1 }], [2, '1'], [1, undefined]],
  ['anything-but texts', [{ 'anything-but': ['a', 'b'] }], ['c'], ['a', 'b', ['a', 'b']]],
  ['anything-but numbers', [{ 'anything-but': [1, 2] }], [3], [1, 2]],
  ['anything-but prefix', [{ 'anything-but': { prefix: 'in' } }], ['out', 7], ['init', undefined]],
  ['anything-but prefixes', [{ 'anything-but': { prefix: ['in', 'ex'] } }], ['out'], ['init', 'exit']],
  ['anything-but suffix', [{ 'anything-but': { suffix: '.png' } }], ['a.gif'], ['a.png']],
  ['anything-but, any case', [{ 'anything-but': { 'equals-ignore-case': ['a', 'B'] } }], ['c'], ['A', 'b']],
  ['anything-but wildcard', [{ 'anything-but': { wildcard: '*/lib/*' } }], ['a/b'], ['a/lib/b']],
  ['numeric equal', [{ numeric: ['=', 5] }], [5, 5.0], [6, '5', undefined]],
  ['numeric above', [{ numeric: ['>', 0] }], [0.1, [-1, 1]], [0, -1]],
  ['numeric range', [{ numeric: ['>', 0, '<=', 5] }], [1, 5], [0, 5.1]],
  ['numeric from', [{ numeric: ['>=', -2, '<', 2] }], [-2, 1.9], [2, -2.1]],
  ['exists', [{ exists: true }], ['', 0, null, [1]], [undefined, { leaf: 1 }, []]],
  ['exists not', [{ exists: false }], [undefined, { leaf: 1 }, []], ['', null]],
  ['several operators', [{ prefix: 'a' }, { exists: false }, 7], ['ab', undefined, 7], ['b', 8]],
  ['nested fields', { g: ['x'] }, [{ g: 'x', h: 1 }, { g: ['y', 'x'] }], [{ g: 'y' }, 'x', undefined]],
  [
    'nested fields in an array',
    { g: ['x'], h: [1] },
    [[{ g: 'y' }, { g: 'x', h: 1 }]],
    [[{ g: 'x' }, { h: 1 }]],
  ],
  ['nested exists not', { g: [{ exists: false }] }, [{}, { h: 1 }, undefined], [{ g: 1 }]],
  ['$or', { $or: [{ g: ['x'] }, { h: [{ numeric: ['>', 1] }] }] }, [{ g: 'x' }, { h: 2 }], [{ h: 1 }, {}]],
];

describe.each(cases)('%s', (_operator, pattern, matching, other) => {
  const matches = readPattern({ detail: { f: pattern } });
  test.each(matching.map((f) => [f]))('matches %j', (f) => expect(matches({ detail: { f } })).toBe(true));
  test.each(other.map((f) => [f]))('does not match %j', (f) =>
    expect(matches({ detail: { f } })).toBe(false),
  );
});

test('asks for all fields of a pattern', () => {
  const matches = readPattern({ source: ['sms'], detail: { status: ['sent'] } });
  expect(matches({ source: 'sms', detail: { status: 'sent', more: 1 } })).toBe(true);
  expect(matches({ source: 'other', detail: { status: 'sent' } })).toBe(false);
});

test('does not find inherited properties in an event', () => {
  expect(readPattern({ detail: { constructor: [{ exists: true }] } })({ detail: {} })).toBe(false);
});

test.each([
  ['no object', 'text'],
  ['an empty pattern', {}],
  ['an empty object', { detail: {} }],
  ['an empty array', { source: [] }],
  ['a value that is not in an array', { source: 'sms' }],
  ['an array in an array', { source: [['a']] }],
  ['an unknown operator', { source: [{ startsWith: 'a' }] }],
  ['the name of an inherited property as operator', { source: [{ constructor: 'a' }] }],
  ['two operators in one object', { source: [{ prefix: 'a', suffix: 'b' }] }],
  ['a prefix that is no text', { source: [{ prefix: 7 }] }],
  ['consecutive wildcards', { source: [{ wildcard: 'a**b' }] }],
  ['an unknown escape', { source: [{ wildcard: 'a\\b' }] }],
  ['a mixed list in anything-but', { source: [{ 'anything-but': ['a', 1] }] }],
  ['an empty list in anything-but', { source: [{ 'anything-but': [] }] }],
  ['a boolean in anything-but', { source: [{ 'anything-but': true }] }],
  ['an unknown operator in anything-but', { source: [{ 'anything-but': { numeric: ['=', 1] } }] }],
  ['an unknown comparison', { source: [{ numeric: ['!=', 1] }] }],
  ['a comparison with text', { source: [{ numeric: ['=', '1'] }] }],
  ['an empty range', { source: [{ numeric: ['>', 5, '<', 1] }] }],
  ['a number out of range', { source: [{ numeric: ['>', 6e9] }] }],
  ['exists with text', { source: [{ exists: 'true' }] }],
  ['$or of one', { $or: [{ source: ['a'] }] }],
  ['$or that is no array', { $or: { source: ['a'] } }],
])('refuses %s', (_what, pattern) => {
  expect(() => readPattern(pattern)).toThrow('Event pattern is not valid. Reason: ');
});
