import { expect, test } from 'vitest';
import { createThrottle } from '../../../local/http-api/throttle.ts';
import { createManualClock } from '../../support/manual-clock.ts';

test('lets a burst pass, and then as many as the rate allows', async () => {
  const { clock, advance } = createManualClock();
  const mayPass = createThrottle({ rate: 2, burst: 3 }, clock);
  const passed = () => [1, 2, 3, 4, 5].filter(mayPass).length;
  expect(passed()).toBe(3);
  await advance(1_000);
  expect(passed()).toBe(2);
  await advance(60_000);
  expect(passed()).toBe(3);
});
