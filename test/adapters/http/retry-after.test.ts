import { expect, test } from 'vitest';
import { retryAfterSeconds } from '../../../adapters/http/retry-after.ts';

const now = new Date('2026-11-22T10:00:00Z');

test('reads seconds and HTTP dates', () => {
  expect(retryAfterSeconds('7', now)).toBe(7);
  expect(retryAfterSeconds('Sun, 22 Nov 2026 10:00:30 GMT', now)).toBe(30);
});

test('takes a date that has passed as no wait, and no wait as longer than a day', () => {
  expect(retryAfterSeconds('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
  expect(retryAfterSeconds('99999999999', now)).toBe(86_400);
});

test('ignores what it cannot read', () => {
  for (const header of [undefined, '', 'soon', '-1', '1e9'])
    expect(retryAfterSeconds(header, now)).toBeUndefined();
});
