import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, createBatchedCalls } from '../../../adapters/aws/batched-calls.ts';

/** What a service says that leaves some of its items over. */
const answers = (items: readonly number[], isLeft: (item: number) => boolean): Answer<number>[] =>
  items.map((item) => (isLeft(item) ? 'left over' : { value: item * item }));

const outcomes = (items: readonly Promise<unknown>[]) =>
  Promise.allSettled(items).then((settled) => settled.map(({ status }) => status === 'fulfilled'));

/** A service that leaves over what its script says, call by call, and throws where that says so. */
const scripted = (size: number, script: readonly (readonly number[] | 'down' | 'ValidationException')[]) => {
  const calls: (readonly number[])[] = [];
  const pauses: number[] = [];
  const hand = createBatchedCalls<number, number>({
    size,
    call: async (items) => {
      const leaves = script[calls.length] ?? [];
      calls.push(items);
      if (typeof leaves === 'string') throw Object.assign(new Error(leaves), { name: leaves });
      return answers(items, (item) => leaves.includes(item));
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

test('each item gets its own answer', async () => {
  const { hand } = scripted(2, []);
  expect(await Promise.all([1, 2, 3].map(hand))).toEqual([1, 4, 9]);
});

test('an item that is left over holds up neither its neighbours nor those that come later', async () => {
  const pause = Promise.withResolvers<void>();
  const calls: (readonly number[])[] = [];
  const hand = createBatchedCalls<number, number>({
    size: 10,
    call: async (items) => {
      calls.push(items);
      return answers(items, (item) => item === 1 && calls.length === 1);
    },
    wait: () => pause.promise,
  });
  const first = hand(1);
  expect(await hand(2)).toBe(4);
  expect(await hand(3)).toBe(9);
  pause.resolve();
  expect(await first).toBe(1);
  expect(calls).toEqual([[1, 2], [3], [1]]);
});

test('a call that is refused for what is in it is made again for each item alone', async () => {
  const { calls, hand } = scripted(10, ['ValidationException', [], 'ValidationException', []]);
  expect(await outcomes([1, 2, 3].map(hand))).toEqual([true, false, true]);
  expect(calls).toEqual([[1, 2, 3], [1], [2], [3]]);
});

test('whatever a service leaves over, each item is told truly whether it was taken', async () => {
  const items = fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 60 });
  const size = fc.integer({ min: 1, max: 25 });
  await fc.assert(
    fc.asyncProperty(items, size, fc.infiniteStream(fc.boolean()), async (all, most, isLeft) => {
      const taken = new Set<number>();
      const hand = createBatchedCalls<number, number>({
        size: most,
        call: async (some) => {
          expect(some.length).toBeLessThanOrEqual(most);
          const left = some.filter(() => isLeft.next().value);
          for (const item of some) if (!left.includes(item)) taken.add(item);
          return answers(some, (item) => left.includes(item));
        },
        wait: async () => {},
      });
      expect(await outcomes(all.map(hand))).toEqual(all.map((item) => taken.has(item)));
    }),
  );
});
