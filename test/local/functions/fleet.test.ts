import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Environment } from '../../../local/functions/environment.ts';
import { createFleet } from '../../../local/functions/fleet.ts';
import type { LambdaFunction } from '../../../local/functions/lambda-function.ts';
import { lambdaFunction } from '../../support/lambda-function.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const a = lambdaFunction({ name: 'a', reservedConcurrency: 1 });
const b = lambdaFunction({ name: 'b' });

/** A fleet that notes what starts and stops; each use lasts until its promise is resolved. */
const createNoted = (mostEnvironments: number) => {
  const notes: string[] = [];
  const dead = new Set<string>();
  const starts: Record<string, Promise<void>> = {};
  const start = ({ name }: LambdaFunction): Environment => {
    const id = `${name}${notes.length}`;
    notes.push(`start ${name}`);
    return {
      started: starts[name] ?? Promise.resolve(),
      isAlive: () => !dead.has(id),
      kill: () => {},
      stop: async () => void notes.push(`stop ${name}`),
      invoke: async () => {
        dead.add(id);
        return id;
      },
    };
  };
  const time = createManualClock();
  const fleet = createFleet(start, mostEnvironments, time.clock);
  const use = (fn: LambdaFunction) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const state = { began: false };
    const done = fleet.use(fn, () => {
      state.began = true;
      return promise;
    });
    const finish = async () => {
      resolve();
      await done;
    };
    return { state, done, finish };
  };
  return { fleet, notes, use, starts, advance: time.advance };
};

test('lets an invocation wait when its function runs as often as it may, and others pass', async () => {
  const { notes, use } = createNoted(9);
  const [first, second, other] = [use(a), use(a), use(b)];
  await turn();
  expect([first, second, other].map(({ state }) => state.began)).toEqual([true, false, true]);
  await first.finish();
  await turn();
  expect(second.state.began).toBe(true);
  expect(notes).toEqual(['start a', 'start b']);
});

test('ends the environment that idled longest to make room for another function', async () => {
  const { notes, use } = createNoted(2);
  await use(a).finish();
  await use(b).finish();
  await use(lambdaFunction({ name: 'c' })).finish();
  expect(notes).toEqual(['start a', 'start b', 'stop a', 'start c']);
});

test('lets an invocation wait when all environments are busy', async () => {
  const { use } = createNoted(1);
  const first = use(a);
  const second = use(b);
  await turn();
  expect(second.state.began).toBe(false);
  await first.finish();
  await turn();
  expect(second.state.began).toBe(true);
});

test('replaces an environment that died', async () => {
  const { fleet, notes, use } = createNoted(9);
  const invocation = { awsRequestId: '', functionName: '', functionVersion: '', invokedFunctionArn: '' };
  const context = { ...invocation, memoryLimitInMB: '', logGroupName: '', logStreamName: '' };
  await fleet.use(a, (environment) => environment.invoke({ event: '{}', context }));
  await use(a).finish();
  expect(notes).toEqual(['start a', 'stop a', 'start a']);
});

test('fails the invocation whose environment cannot start, and no other', async () => {
  const fleet = createFleet(
    () => {
      throw new Error('no endpoint yet');
    },
    9,
    createManualClock().clock,
  );
  await expect(fleet.use(a, async () => 1)).rejects.toThrow('no endpoint yet');
  await expect(fleet.use(b, async () => 1)).rejects.toThrow('no endpoint yet');
});

test('refuses what waits, and all that comes, once it stops', async () => {
  const { fleet, use } = createNoted(9);
  const first = use(a);
  const second = use(a);
  const refused = expect(second.done).rejects.toThrow('stopping');
  await fleet.stop();
  await refused;
  await expect(fleet.use(b, async () => 1)).rejects.toThrow('stopping');
  await first.finish();
});

test('under load keeps what was just used, and lets a function wait for an environment that it has', async () => {
  const { notes, use, advance } = createNoted(2);
  const [first, other] = [use(b), use(lambdaFunction({ name: 'c' }))];
  await turn();
  await other.finish();
  const second = use(b);
  await turn();
  expect(second.state.began).toBe(false);
  await first.finish();
  await second.finish();
  expect(notes).toEqual(['start b', 'start c']);

  await advance(1_000);
  const [third, fourth] = [use(b), use(b)];
  await turn();
  expect([third, fourth].map(({ state }) => state.began)).toEqual([true, true]);
  expect(notes).toEqual(['start b', 'start c', 'stop c', 'start b']);
  await Promise.all([third.finish(), fourth.finish()]);
});

test('starts the environments of a function one after the other', async () => {
  const { notes, use, starts } = createNoted(9);
  const { promise, resolve: started } = Promise.withResolvers<void>();
  starts.b = promise;
  const [first, second, third] = [use(b), use(b), use(b)];
  await turn();
  expect([first, second, third].map(({ state }) => state.began)).toEqual([true, false, false]);
  started();
  await turn();
  expect([first, second, third].map(({ state }) => state.began)).toEqual([true, true, true]);
  expect(notes).toEqual(['start b', 'start b', 'start b']);
  await Promise.all([first.finish(), second.finish(), third.finish()]);
});
