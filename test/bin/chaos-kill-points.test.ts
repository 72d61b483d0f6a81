import { expect, test } from 'vitest';
import { describeDeaths, notMet, seedsInARound, withKillPoints } from '../../bin/chaos/kill-points.ts';
import { faultKinds } from '../../local/aws/faults/fault-plan.ts';
import type { Fault } from '../../local/aws/faults/inject-faults.ts';

const names = [
  'AcceptMessage',
  'SendMessage',
  'ReceiveWebhook',
  'IngestReceipt',
  'SettleMessage',
  'Reconcile',
];

/** All that happens in seeds that bring no faults of their own, where every function makes 20 calls. */
const deathsOf = (seeds: readonly number[]): Fault[] =>
  seeds.flatMap((seed) => {
    const plan = withKillPoints(seed, () => undefined);
    return names.flatMap((name) =>
      Array.from({ length: 20 }, (_, i) => i + 1).flatMap((point): Fault[] => {
        const kind = plan(name, point);
        return kind ? [{ kind, name, point, call: '' }] : [];
      }),
    );
  });
const inARow = (first: number): number[] => Array.from({ length: seedsInARound }, (_, i) => first + i);

test.each([0, 1, 777])('shares all deaths out among the seeds in a row from %i on, two each', (first) => {
  const deaths = deathsOf(inARow(first));
  expect(deaths).toHaveLength(2 * seedsInARound);
  expect(notMet(deaths, ['killedBefore', 'killedAfter'])).toEqual([]);
  expect(describeDeaths(deaths)).toContain('SendMessage 30 of 30');
});

test('names what a round has not met', () => {
  const missing = notMet(deathsOf(inARow(0).slice(1)), faultKinds);
  expect(missing.filter((line) => line.startsWith('no fault'))).toEqual(
    ['latency', 'throttled', 'failed', 'lost', 'partial'].map((kind) => `no fault ${kind}`),
  );
  expect(missing.filter((line) => line.includes('at its call'))).toHaveLength(2);
});

test('leaves all other calls to the plan', () => {
  const plan = withKillPoints(1, () => 'latency');
  expect(plan('GetMessage', 1)).toBe('latency');
  expect(plan('SendMessage', 16)).toBe('latency');
});
