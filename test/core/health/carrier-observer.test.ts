import { beforeEach, expect, test } from 'vitest';
import { CarrierEvent } from '../../../core/carrier-events.ts';
import { sharedHealth } from '../../support/carrier-health.ts';
import { FakeClock } from '../../support/fake-ports.ts';

let clock: FakeClock;
let shared: ReturnType<typeof sharedHealth>;
let one: ReturnType<(typeof shared)['createFunction']>;

beforeEach(() => {
  clock = new FakeClock();
  shared = sharedHealth(clock, ['a', 'b']);
  one = shared.createFunction();
});

const auth = { kind: 'account', code: 'auth' } as const;

test('texts that go well cost a write in 25', async () => {
  for (let i = 0; i < 24; i += 1) await one.observer.record('a', { kind: 'answered' });
  expect(shared.store.writes).toBe(0);
  for (let i = 24; i < 100; i += 1) await one.observer.record('a', { kind: 'answered' });
  expect(shared.store.writes).toBe(4);
});

test('bad news is told at once, then by the handful, or after a second', async () => {
  for (let i = 0; i < 6; i += 1) await one.observer.record('a', { kind: 'refused' });
  expect(shared.store.writes).toBe(2);
  await one.observer.record('a', { kind: 'refused' });
  clock.pass(1);
  await one.observer.record('a', { kind: 'answered' });
  expect(shared.store.writes).toBe(3);
});

test('loses nothing that functions tell at the same time', async () => {
  const functions = [one, shared.createFunction(), shared.createFunction()];
  await Promise.all(functions.map(({ observer }) => observer.record('a', { kind: 'refused' })));
  const counts = shared.store.of('a').refused.map(([, count]) => count);
  expect(counts).toEqual([3]);
});

test('what opens and closes is on the bus once, and is counted', async () => {
  await Promise.all(Array.from({ length: 10 }, () => one.observer.record('a', auth)));
  clock.pass(6);
  await one.observer.record('a', { kind: 'answered' }, true);
  expect(shared.bus.types).toEqual(['sms.carrier.opened a', 'sms.carrier.closed a']);
  expect(shared.counted).toEqual(['CarrierUnhealthy a']);
  for (const event of shared.bus.published) expect(CarrierEvent.parse(event)).toEqual(event);
});

test('an event that the bus refused is published by whoever writes next, under the same id', async () => {
  shared.bus.failNext = true;
  await one.observer.record('a', auth);
  expect(shared.bus.published).toEqual([]);
  await shared.createFunction().observer.record('a', auth);
  expect(shared.bus.published).toMatchObject([{ id: 'carrier:a:1', type: 'sms.carrier.opened' }]);
});

test('what is said of a carrier that is not measured is dropped', async () => {
  await one.observer.record('sandbox', auth);
  expect(shared.store.writes).toBe(0);
});

test('a table that is down neither throws nor keeps a carrier from being used', async () => {
  shared.store.isDown = true;
  await one.observer.record('a', auth);
  expect(await one.guard.admit(['a', 'b'])).toEqual({ kind: 'go', carriers: ['a', 'b'], probe: false });
});

test('asks the table once in a few seconds, however many texts ask', async () => {
  for (let i = 0; i < 50; i += 1) await one.guard.admit(['a', 'b']);
  expect(shared.store.reads).toBe(2);
  clock.pass(4);
  await one.guard.admit(['a', 'b']);
  expect(shared.store.reads).toBe(4);
});

test('of all functions, one text goes to see how an ill carrier is', async () => {
  await one.observer.record('a', auth);
  expect(await one.guard.admit(['a'])).toEqual({ kind: 'wait', waitMs: 5_000 });
  clock.pass(5);
  const functions = [one, shared.createFunction(), shared.createFunction()];
  const admitted = await Promise.all(functions.map(({ guard }) => guard.admit(['a'])));
  expect(admitted.filter(({ kind }) => kind === 'go')).toEqual([
    { kind: 'go', carriers: ['a'], probe: true },
  ]);
  clock.pass(16);
  expect(await one.guard.admit(['a'])).toMatchObject({ kind: 'go', probe: true });
});

test('a text that has a healthy carrier before the ill one is no probe', async () => {
  await one.observer.record('b', auth);
  clock.pass(5);
  expect(await one.guard.admit(['a', 'b'])).toEqual({ kind: 'go', carriers: ['a'], probe: false });
});
