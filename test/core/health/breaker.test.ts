import { describe, expect, test } from 'vitest';
import { msUntilProbe } from '../../../core/health/breaker.ts';
import { type CarrierHealth, unknownHealth } from '../../../core/health/carrier-health.ts';
import { type Observation, observedOutcome, observedReceipt } from '../../../core/health/observation.ts';
import { observe } from '../../../core/health/observe.ts';
import { emptyTally, tallied } from '../../../core/health/tally.ts';
import { aReceipt } from '../../support/builders.ts';

const start = Date.parse('2026-11-01T12:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1000);
const healthy = unknownHealth('a', at(0));

const tallyOf = (observations: readonly Observation[], now: Date, isProbe = false) =>
  observations.reduce((tally, observation) => tallied(tally, observation, isProbe, now), emptyTally);

const times = (count: number, kind: 'answered' | 'refused' | 'throttled' | 'ambiguous'): Observation[] =>
  Array.from({ length: count }, () => ({ kind }));

const seen = (health: CarrierHealth, seconds: number, ...observations: Observation[]) =>
  observe(health, tallyOf(observations, at(seconds)), at(seconds));

const probed = (health: CarrierHealth, seconds: number, observation: Observation) =>
  observe(health, tallyOf([observation], at(seconds), true), at(seconds));

const refusedHealth = (seconds = 1) => seen(healthy, seconds, ...times(20, 'refused'));

describe('a breaker', () => {
  test.each([
    ['19 noes prove nothing', [19, 'refused', 0], 'closed'],
    ['20 noes do', [20, 'refused', 0], 'open'],
    ['half of the submits is enough', [10, 'refused', 10], 'open'],
    ['less than half is not', [10, 'refused', 11], 'closed'],
    ['three of ten in doubt are enough', [6, 'ambiguous', 14], 'open'],
    ['less than that is not', [5, 'ambiguous', 15], 'closed'],
    ['nine of ten that were too fast are enough', [18, 'throttled', 2], 'open'],
    ['less than that is a carrier that takes what it can', [17, 'throttled', 3], 'closed'],
  ] as const)('opens by shares of at least twenty submits: %s', (_, [bad, kind, good], state) => {
    expect(seen(healthy, 1, ...times(bad, kind), ...times(good, 'answered')).breaker.state).toBe(state);
  });

  test('forgets what was submitted over a minute ago', () => {
    const earlier = seen(healthy, 0, ...times(15, 'refused'));
    expect(seen(earlier, 75, ...times(15, 'refused')).breaker.state).toBe('closed');
    expect(seen(earlier, 30, ...times(15, 'refused')).breaker.state).toBe('open');
  });

  test('adds what several functions saw', () => {
    expect(seen(seen(healthy, 1, ...times(12, 'refused')), 2, ...times(12, 'refused')).breaker.state).toBe(
      'open',
    );
  });

  test('pauses twice as long each time that the probe fails, up to a minute', () => {
    let health = refusedHealth(0);
    const pauses = Array.from({ length: 7 }, () => {
      const pause = msUntilProbe(health.breaker, at(0));
      health = probed(health, 0, { kind: 'refused' });
      return pause / 1000;
    });
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60, 60]);
    expect(health.version).toBe(1);
  });

  test('closes when the probe is answered, even by a no to the text', () => {
    const closed = probed(refusedHealth(), 7, { kind: 'answered' });
    expect(closed).toMatchObject({ breaker: { state: 'closed' }, version: 2 });
  });

  test('goes by the probe alone while it is open', () => {
    expect(seen(refusedHealth(), 7, ...times(50, 'answered')).breaker.state).toBe('open');
  });

  test('does not hold against the carrier what was submitted before it closed, whoever tells it late', () => {
    const closed = probed(refusedHealth(), 25, { kind: 'answered' });
    const late = observe(closed, tallyOf(times(30, 'refused'), at(20)), at(26));
    expect(late.breaker.state).toBe('closed');
  });

  test('begins with a longer pause when it opens again soon, and with the first after ten minutes', () => {
    const closed = probed(refusedHealth(), 10, { kind: 'answered' });
    const reopenedAt = (seconds: number) =>
      msUntilProbe(seen(closed, seconds, ...times(20, 'refused')).breaker, at(seconds)) / 1000;
    expect(reopenedAt(60)).toBe(10);
    expect(reopenedAt(700)).toBe(5);
  });
});

describe('our account', () => {
  const account = (code: 'auth' | 'permission'): Observation => ({ kind: 'account', code });

  test('opens the breaker at once, whatever went through before', () => {
    const opened = seen(healthy, 1, ...times(1_000, 'answered'), account('auth'));
    expect(opened.breaker).toMatchObject({ state: 'open', reason: 'account', failureCode: 'auth' });
  });

  test('that lacks a permission does so unless others went through lately: it may be for one country', () => {
    expect(seen(healthy, 1, account('permission')).breaker.state).toBe('open');
    const busy = seen(healthy, 1, ...times(5, 'answered'));
    expect(seen(busy, 500, account('permission')).breaker.state).toBe('closed');
    expect(seen(busy, 700, account('permission')).breaker.state).toBe('open');
  });

  test('that lacks a permission is asked again soon, however often one text meets that no', () => {
    let health = seen(healthy, 0, account('permission'));
    for (let i = 0; i < 10; i += 1) health = probed(health, 0, account('permission'));
    expect(msUntilProbe(health.breaker, at(0))).toBe(5_000);
  });
});

describe('what a text tells of its carrier', () => {
  const outcome = (kind: 'permanent' | 'temporary' | 'ambiguous', code: Parameters<typeof no>[1]) =>
    observedOutcome(no(kind, code));
  const no = (
    kind: 'permanent' | 'temporary' | 'ambiguous',
    code: 'invalid_destination' | 'handset_busy' | 'throttled' | 'outcome_unknown' | 'auth',
  ) => ({ ok: false as const, failure: { kind, code } });

  test('is nothing bad when it is refused for its own sake', () => {
    expect(outcome('permanent', 'invalid_destination')).toEqual({ kind: 'answered' });
    expect(outcome('temporary', 'handset_busy')).toEqual({ kind: 'answered' });
  });

  test('tells definite noes, doubt and the account apart', () => {
    expect(outcome('temporary', 'throttled')).toEqual({ kind: 'throttled' });
    expect(outcome('ambiguous', 'outcome_unknown')).toEqual({ kind: 'ambiguous' });
    expect(outcome('temporary', 'auth')).toEqual({ kind: 'account', code: 'auth' });
  });

  test('comes from a receipt as well: how long the delivery took, and whether the account failed', () => {
    const sentAt = new Date('2026-11-01T12:00:00.000Z');
    expect(observedReceipt(aReceipt(), sentAt)).toEqual({ kind: 'delivered', seconds: 5 });
    const failed = (failureCode: 'unreachable_handset' | 'account_suspended' | 'permission') =>
      observedReceipt(aReceipt({ status: 'failed', failureCode }), sentAt);
    expect(failed('unreachable_handset')).toBeUndefined();
    expect(failed('permission')).toBeUndefined();
    expect(failed('account_suspended')).toEqual({ kind: 'account', code: 'account_suspended' });
  });
});
