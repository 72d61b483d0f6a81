import { expect, test } from 'vitest';
import { simulateOutage } from './outage.ts';

test('six hours without a carrier send nothing late, and keep no fresh code waiting', async () => {
  const report = await simulateOutage(1_000);
  expect(report).toMatchObject({ pastValidity: 0, unfinished: 0 });
  expect(report.sent).toBeGreaterThan(0);
  expect(report.expired).toBeGreaterThan(900);
  expect(report.longestFreshWait).toBeLessThan(5);
});
