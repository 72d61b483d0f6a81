import { expect, test } from 'vitest';
import { inGroups } from '../../core/in-groups.ts';

const squaresInGroups = (fail = false) => {
  const groups: (readonly number[])[] = [];
  const square = inGroups<number, number>(
    async (items) => {
      groups.push(items);
      await new Promise(setImmediate);
      if (fail) throw new Error('the table is down');
      return items.map((item) => item * item);
    },
    () => Promise.resolve(),
  );
  return { groups, square };
};

test('callers of the same tick share one commit, and each gets its own result', async () => {
  const { groups, square } = squaresInGroups();
  expect(await Promise.all([1, 2, 3].map(square))).toEqual([1, 4, 9]);
  expect(groups).toEqual([[1, 2, 3]]);
});

test('who comes during a commit shares the next one', async () => {
  const { groups, square } = squaresInGroups();
  const first = square(1);
  await new Promise((resolve) => queueMicrotask(() => queueMicrotask(() => resolve(undefined))));
  expect(await Promise.all([first, square(2), square(3)])).toEqual([1, 4, 9]);
  expect(groups).toEqual([[1], [2, 3]]);
});

test('a failed commit fails its group, and the next is tried', async () => {
  const { groups, square } = squaresInGroups(true);
  await expect(Promise.all([square(1), square(2)])).rejects.toThrow('table is down');
  await expect(square(3)).rejects.toThrow('table is down');
  expect(groups).toEqual([[1, 2], [3]]);
});

test('leaves nobody waiting when a commit answers for fewer than its group', async () => {
  const forgetful = inGroups<number, number>(
    async ([first = 0]) => [first],
    async () => {},
  );
  const answers = await Promise.allSettled([forgetful(1), forgetful(2)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
