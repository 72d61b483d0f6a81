import { expect, test } from 'vitest';
import { hashRequest } from '../../../adapters/crypto/hashes.ts';

test('equal requests have equal hashes, in whatever order their fields came', () => {
  const hash = hashRequest({ to: '+447700900001', metadata: { a: 1, b: [2, 3] } }, 'key');
  expect(hashRequest({ metadata: { b: [2, 3], a: 1 }, to: '+447700900001' }, 'key')).toBe(hash);
  expect(hashRequest({ to: '+447700900001', metadata: { a: 1, b: [3, 2] } }, 'key')).not.toBe(hash);
});

test('without the key, the hash that outlives an erasure cannot be tried against numbers and texts', () => {
  const request = { to: '+447700900001', body: 'Your code is 482913.' };
  expect(hashRequest(request, 'key')).not.toBe(hashRequest(request, 'another'));
});
