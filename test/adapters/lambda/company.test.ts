import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCompany } from '../../../adapters/lambda/company.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Steps of one company, which meet and go on as they are told, and what happened in which order. */
const aCompany = () => {
  const { joined, meet } = createCompany();
  const story: string[] = [];
  const begin = (name: string, ...waits: readonly Promise<unknown>[]) =>
    joined(async () => {
      for (const wait of waits) {
        await wait;
        await meet();
        story.push(name);
      }
    })();
  return { story, begin, meet };
};
const turns = async (count = 3): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
};
const now = Promise.resolve();

test('an entry that is alone waits for nobody', async () => {
  const { story, begin } = aCompany();
  await begin('a', now, now);
  expect(story).toEqual(['a', 'a']);
  expect(vi.getTimerCount()).toBe(0);
});

test('the entries of a batch wait for the last of them, and each time anew', async () => {
  const { story, begin } = aCompany();
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const done = Promise.all([begin('a', now, second.promise), begin('b', first.promise, now)]);
  await turns();
  expect(story).toEqual([]);
  first.resolve();
  await turns();
  expect(story).toEqual(['a', 'b']);
  second.resolve();
  await done;
  expect(story.slice(2).toSorted()).toEqual(['a', 'b']);
});

test('nobody waits for an entry that is done, or that failed', async () => {
  const { story, begin } = aCompany();
  const stop = Promise.withResolvers<void>();
  const failing = begin('b', stop.promise);
  const done = begin('a', now);
  await turns();
  expect(story).toEqual([]);
  stop.reject(new Error('not today'));
  await expect(failing).rejects.toThrow('not today');
  await done;
  expect(story).toEqual(['a']);
});

test('who waits for a carrier is waited for a moment only', async () => {
  const { story, begin } = aCompany();
  const answer = Promise.withResolvers<void>();
  const done = [begin('slow', answer.promise), begin('a', now), begin('b', now)];
  await turns();
  expect(story).toEqual([]);
  vi.advanceTimersByTime(10);
  await turns();
  expect(story).toEqual(['a', 'b']);
  answer.resolve();
  await Promise.all(done);
  expect(story).toEqual(['a', 'b', 'slow']);
});

test('what runs outside of any entry waits for nobody either', async () => {
  const { meet } = aCompany();
  await meet();
  await meet();
});
