import { expect, test } from 'vitest';
import { failedItems } from '../../../local/event-sources/item-failures.ts';

const batch = new Set(['a', 'b']);
const failures = (...ids: unknown[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

test.each([
  ['no answer', null],
  ['an empty object', {}],
  ['no list', { batchItemFailures: null }],
  ['an empty list', failures()],
])('takes %s for a complete success', (_name, answer) => {
  expect(failedItems(answer, batch)).toEqual(new Set());
});

test('names the items that failed', () => {
  expect(failedItems(failures('b'), batch)).toEqual(new Set(['b']));
});

test.each([
  ['text', 'ok'],
  ['a list that is none', { batchItemFailures: 'b' }],
  ['an empty id', failures('')],
  ['a null id', failures(null)],
  ['a misspelt key', { batchItemFailures: [{ itemIdentifer: 'b' }] }],
  ['an id of another batch', failures('b', 'c')],
])('takes %s for a complete failure', (_name, answer) => {
  expect(failedItems(answer, batch)).toEqual(batch);
});
