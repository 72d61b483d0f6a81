import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAllotments } from '../../../core/limits/allotments.ts';
import type { Quota } from '../../../core/limits/limits.ts';
import { FakeCounters } from '../../support/fake-limits.ts';
import { FakeClock } from '../../support/fake-ports.ts';

const quotaOf = (quota: number): Quota => ({ name: 'q', subject: 's', quota, windowSeconds: 60 });

describe('a quota that containers share', () => {
  test('is never exceeded, whoever takes how much in which order', async () => {
    const takes = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 30 })), { maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2_000 }), takes, async (quota, sequence) => {
        const counters = new FakeCounters();
        const clock = new FakeClock();
        const containers = Array.from({ length: 4 }, () => createAllotments(counters, clock.now));
        let taken = 0;
        for (const [who, amount] of sequence) {
          if (await containers[who]?.take(quotaOf(quota), amount)) taken += amount;
        }
        expect(taken).toBeLessThanOrEqual(quota);
      }),
    );
  });

  test('is all there for a single container', async () => {
    const allotments = createAllotments(new FakeCounters(), new FakeClock().now);
    const taken = [];
    for (let i = 0; i < 1_100; i += 1) taken.push(await allotments.take(quotaOf(1_000), 1));
    expect(taken.filter(Boolean)).toHaveLength(1_000);
  });

  test('costs a hundred writes at most, and none once it is used up', async () => {
    const counters = new FakeCounters();
    const allotments = createAllotments(counters, new FakeClock().now);
    for (let i = 0; i < 20_000; i += 1) await allotments.take(quotaOf(10_000), 1);
    expect(counters.additions).toBe(100);
  });

  test('begins anew with each window', async () => {
    const clock = new FakeClock();
    const allotments = createAllotments(new FakeCounters(), clock.now);
    expect(await allotments.take(quotaOf(1), 1)).toBe(true);
    expect(await allotments.take(quotaOf(1), 1)).toBe(false);
    clock.pass(60);
    expect(await allotments.take(quotaOf(1), 1)).toBe(true);
  });

  test('says what remains, as far as it is known here, and until when', async () => {
    const counters = new FakeCounters();
    const clock = new FakeClock();
    const ours = createAllotments(counters, clock.now);
    clock.pass(15.5);
    expect(ours.standing(quotaOf(1_000))).toEqual({ remaining: 1_000, resetSeconds: 45 });
    await createAllotments(counters, clock.now).take(quotaOf(1_000), 300);
    await ours.take(quotaOf(1_000), 1);
    expect(ours.standing(quotaOf(1_000)).remaining).toBe(699);
  });
});
