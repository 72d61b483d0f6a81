import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Lane, lanes } from '../../../core/lanes.ts';
import { allowanceMs, costMs, costOfFirst, fitting } from '../../../core/pacing/gcra.ts';
import { limitOf, Pacing } from '../../../core/pacing/pacing.ts';

describe('the limit of a sender', () => {
  const pacing = Pacing.parse({
    twilio: { segmentsPerSecond: 50, senders: { '+15005550006': 3 }, defaultSender: '+447700900100' },
    sns: { senders: { SHOP: 1 }, burstSegments: 2 },
    plivo: { segmentsPerSecond: 5, defaultSender: '' },
  });

  test.each([
    ['twilio', 'ACME', { key: 'twilio#ACME', segmentsPerSecond: 50, burstSegments: 20 }],
    ['twilio', '+15005550006', { key: 'twilio#+15005550006', segmentsPerSecond: 3, burstSegments: 10 }],
    ['twilio', undefined, { key: 'twilio#+447700900100', segmentsPerSecond: 50, burstSegments: 20 }],
    ['twilio', 'constructor', { key: 'twilio#constructor', segmentsPerSecond: 50, burstSegments: 20 }],
    ['sns', 'SHOP', { key: 'sns#SHOP', segmentsPerSecond: 1, burstSegments: 2 }],
    ['plivo', undefined, { key: 'plivo#', segmentsPerSecond: 5, burstSegments: 10 }],
  ])('through %s from %s is %j', (carrier, sender, limit) => {
    expect(limitOf(pacing, carrier, sender)).toEqual(limit);
  });

  test.each([
    ['sns', 'ACME'],
    ['vonage', undefined],
  ])('through %s from %s is none', (carrier, sender) => {
    expect(limitOf(pacing, carrier, sender)).toBeUndefined();
  });
});

const aLimit = fc.record({
  key: fc.constant('twilio#ACME'),
  segmentsPerSecond: fc.oneof(
    fc.integer({ min: 1, max: 1_000 }),
    fc.double({ min: 0.1, max: 5, noNaN: true }),
  ),
  burstSegments: fc.integer({ min: 1, max: 60 }),
});
const aLane = fc.constantFrom(...lanes);
const aText = fc.integer({ min: 1, max: 10 });
const aGroup = fc.record({
  afterMs: fc.integer({ min: 0, max: 3_000 }),
  lane: aLane,
  texts: fc.array(aText, { minLength: 1, maxLength: 10 }),
});

type Group = { readonly afterMs: number; readonly lane: Lane; readonly texts: readonly number[] };

/** What a limiter lets pass of groups that come one after the other: when, and how many segments. */
const passed = (limit: Parameters<typeof allowanceMs>[0], groups: readonly Group[]) => {
  let now = 1_000_000;
  let mark = 0;
  return groups.flatMap(({ afterMs, lane, texts }) => {
    now += afterMs;
    const count = fitting(texts, { backlog: mark - now, limit, lane });
    if (count > 0) mark = Math.max(mark, now) + costOfFirst(count, texts, limit);
    return texts.slice(0, count).map((segments) => ({ at: now, segments }));
  });
};

test('in no stretch of time does more pass than the rate and one burst (or one longer text)', () => {
  fc.assert(
    fc.property(aLimit, fc.array(aGroup, { maxLength: 30 }), (limit, groups) => {
      const all = passed(limit, groups);
      all.forEach(({ at }, begin) => {
        let sum = 0;
        for (const later of all.slice(begin)) {
          sum += later.segments;
          const most = Math.max(limit.burstSegments, 10) + ((later.at - at) / 1000) * limit.segmentsPerSecond;
          expect(sum).toBeLessThanOrEqual(most + 1e-6);
        }
      });
    }),
  );
});

test('an idle limiter lets any text pass', () => {
  fc.assert(
    fc.property(aLimit, aLane, fc.integer({ min: 1, max: 255 }), (limit, lane, segments) => {
      expect(fitting([segments], { backlog: 0, limit, lane })).toBe(1);
    }),
  );
});

test('what passes is the beginning of the group: a long text is not overtaken by a short one', () => {
  const limit = { key: 'twilio#ACME', segmentsPerSecond: 10, burstSegments: 10 };
  expect(fitting([4, 7, 1], { backlog: 0, limit, lane: 'otp' })).toBe(1);
  expect(fitting([4, 5, 1, 1], { backlog: 0, limit, lane: 'otp' })).toBe(3);
});

test('segments never cost less than they take at the rate', () => {
  fc.assert(
    fc.property(aLimit, aText, (limit, segments) => {
      expect(costMs(segments, limit) * limit.segmentsPerSecond).toBeGreaterThanOrEqual(
        segments * 1000 - 1e-6,
      );
    }),
  );
});

test('a lane leaves room for the lanes before it', () => {
  fc.assert(
    fc.property(aLimit, aText, fc.nat(10_000), (limit, segments, backlog) => {
      const mayPass = (lane: Lane) => fitting([segments], { backlog, limit, lane }) === 1;
      if (mayPass('promotional')) expect(mayPass('transactional')).toBe(true);
      if (mayPass('transactional')) expect(mayPass('otp')).toBe(true);
    }),
  );
  const limit = { key: 'twilio#ACME', segmentsPerSecond: 50, burstSegments: 20 };
  expect(lanes.map((lane) => allowanceMs(limit, lane))).toEqual([400, 320, 240]);
});
