import { afterEach, expect, test } from 'vitest';
import { createLeapingClock } from '../../local/leaping-clock.ts';

const hour = 3_600_000;
let stop = (): void => {};
afterEach(() => stop());

test('runs what is due hours ahead once nothing is busy, in the order of its time', async () => {
  const clock = createLeapingClock();
  const start = clock.now();
  const ran: string[] = [];
  clock.at(start + 2 * hour, () => ran.push('second'));
  const last = new Promise<void>((done) => clock.at(start + 3 * hour, done));
  clock.at(start + hour, () => ran.push('first'));
  let busy = true;
  stop = clock.leapWhenIdle(() => !busy);
  await new Promise((later) => setTimeout(later, 30));
  expect([ran, clock.now() - start < hour]).toEqual([[], true]);
  busy = false;
  await last;
  expect(ran).toEqual(['first', 'second']);
  expect(clock.now() - start).toBeGreaterThanOrEqual(3 * hour);
});

test('forgets what was called off', async () => {
  const clock = createLeapingClock();
  let ran = false;
  const callOff = clock.at(clock.now() + hour, () => {
    ran = true;
  });
  callOff();
  clock.leap(2 * hour);
  await new Promise((later) => setTimeout(later, 20));
  expect(ran).toBe(false);
});

test('says that all is idle before anything that the leap makes due has run', async () => {
  const clock = createLeapingClock();
  let ran = false;
  clock.at(clock.now() + hour, () => {
    ran = true;
  });
  const idle = clock.idle().then(() => ran);
  stop = clock.leapWhenIdle(() => true);
  expect(await idle).toBe(false);
  await expect.poll(() => ran).toBe(true);
});
