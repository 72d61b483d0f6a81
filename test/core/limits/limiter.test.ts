import { expect, test } from 'vitest';
import { aCaller } from '../../support/builders.ts';
import { FakeCounters, limiterWith } from '../../support/fake-limits.ts';
import { FakeClock } from '../../support/fake-ports.ts';

test('lets everybody in while the counters are down, and asks them again after five seconds', async () => {
  const counters = new FakeCounters();
  const clock = new FakeClock();
  const limiter = limiterWith({ perKey: { requestsPerMinute: 1 } }, counters, clock.now);
  counters.down = true;
  for (let i = 0; i < 10; i += 1) await limiter.admit(aCaller());
  expect(counters.additions).toBe(1);
  counters.down = false;
  clock.pass(5);
  await limiter.admit(aCaller());
  await expect(limiter.admit(aCaller())).rejects.toMatchObject({ code: 'rate_limited' });
});

test('keeps to what a key or a tenant is given of its own', async () => {
  const limiter = limiterWith({
    perKey: { requestsPerMinute: 1 },
    tenants: { globex: { requestsPerMinute: 3 } },
  });
  const generous = aCaller({ tenant: 'globex', limits: { requestsPerMinute: 100 } });
  for (let i = 0; i < 3; i += 1) await limiter.admit(generous);
  await expect(limiter.admit(generous)).rejects.toThrow('tenant-requests: at most 3 a minute.');
});

test('takes nothing of the key for what the tenant has no room for', async () => {
  const limiter = limiterWith({ perKey: { segmentsPerDay: 10 }, perTenant: { segmentsPerDay: 4 } });
  expect(await limiter.takeSegments(aCaller(), 5)).toMatchObject({ code: 'quota_exceeded' });
  expect(limiter.headers(aCaller()).ratelimit).toContain('"key-segments";r=10');
  expect(await limiter.takeSegments(aCaller(), 4)).toBeUndefined();
});

test('deals to those who ask at the same time in their order, and never more than there is', async () => {
  const counters = new FakeCounters();
  const limiter = limiterWith({ perTenant: { segmentsPerDay: 500 } }, counters);
  const asked = Array.from({ length: 120 }, () => limiter.takeSegments(aCaller(), 5));
  const refused = (await Promise.all(asked)).map((refusal) => refusal !== undefined);
  expect(refused).toEqual([...Array(100).fill(false), ...Array(20).fill(true)]);
  expect(counters.additions).toBe(100);
});

test('counts the texts of one tenant apart from those of another', async () => {
  const limiter = limiterWith({ perTenant: { segmentsPerDay: 1 } });
  expect(await limiter.takeSegments(aCaller(), 1)).toBeUndefined();
  expect(await limiter.takeSegments(aCaller({ tenant: 'globex' }), 1)).toBeUndefined();
  expect(await limiter.takeSegments(aCaller(), 1)).toMatchObject({ code: 'quota_exceeded' });
});
