import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBatchedCalls } from '../../../adapters/aws/batched-calls.ts';

const outcomes = (items: readonly Promise<void>[]) =>
  Promise.allSettled(items).then((settled) => settled.map(({ status }) => status === 'fulfilled'));

/** A service that leaves over what its script says, call by call, and throws where that says so. */
const scripted = (size: number, script: readonly (readonly number[] | 'down')[]) => {
  const calls: (readonly number[])[] = [];
  const pauses: number[] = [];
  const hand = createBatchedCalls<number>({
    size,
    call: async (items) => {
      const leaves = script[calls.length] ?? [];
      calls.push(items);
      if (leaves === 'down') throw new Error('the service is down');
      return items.filter((item) => leaves.includes(item));
    },
    wait: async (ms) => pauses.push(ms),
  });
  return { calls, pauses, hand };
};

test('items of the same turn share calls of the largest size', async () => {
  const { calls, hand } = scripted(3, []);
  expect(await outcomes([1, 2, 3, 4, 5, 6, 7].map(hand))).toEqual(Array(7).fill(true));
  expect(calls).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
});

test('what is left over is tried again by itself, with growing pauses, and not forever', async () => {
  const { calls, pauses, hand } = scripted(10, [[2, 3], [3], [3], [3], [3]]);
  expect(await outcomes([1, 2, 3].map(hand))).toEqual([true, true, false]);
  expect(calls).toEqual([[1, 2, 3], [2, 3], [3], [3], [3]]);
  expect(pauses).toHaveLength(4);
  for (const [i, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThanOrEqual(25 * 2 ** i);
    expect(pause).toBeLessThanOrEqual(50 * 2 ** i);
  }
});

test('a call that fails fails what it was given, and nothing that was taken before or beside it', async () => {
  const { hand } = scripted(2, ['down', [4], 'down']);
  expect(await outcomes([1, 2, 3, 4].map(hand))).toEqual([false, false, true, false]);
  expect(await outcomes([5].map(hand))).toEqual([true]);
});

test('whatever a service leaves over, each item is told truly whether it was taken', async () => {
  const items = fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 60 });
  const size = fc.integer({ min: 1, max: 25 });
  await fc.assert(
    fc.asyncProperty(items, size, fc.infiniteStream(fc.boolean()), async (all, most, isLeft) => {
      const taken = new Set<number>();
      const hand = createBatchedCalls<number>({
        size: most,
        call: async (some) => {
          expect(some.length).toBeLessThanOrEqual(most);
          const left = some.filter(() => isLeft.next().value);
          for (const item of some) if (!left.includes(item)) taken.add(item);
          return left;
        },
        wait: async () => {},
      });
      expect(await outcomes(all.map(hand))).toEqual(all.map((item) => taken.has(item)));
    }),
  );
});
