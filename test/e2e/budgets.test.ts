import { beforeAll, describe, expect, inject, test } from 'vitest';
import { overruns } from '../../bin/cost-budgets.ts';
import { type Measured, measure } from '../../bin/cost-run.ts';
import { scenarios, warmUp } from '../../bin/cost-scenarios.ts';

let measured: readonly Measured[];
beforeAll(async () => {
  [, ...measured] = await measure(inject('templateDir'), [warmUp, ...scenarios]);
}, 150_000);

const of = (name: string): Measured => {
  const found = measured.find(({ scenario }) => scenario.name === name);
  if (!found) throw new Error(`nothing was measured of ${name}`);
  return found;
};

describe('a text', () => {
  test('stays within its budgets, in every scenario', () => {
    expect(overruns(measured)).toEqual([]);
  });

  test('costs as much in three segments as in one', () => {
    // All but what depends on how fast the machine is: how long it takes, and how close together answers come.
    const { gigabyteSeconds: _, logBytes: __, sdkCalls: ___, ...three } = of('three segments').perText;
    expect(of('single').perText).toMatchObject(three);
  });

  test('makes each call by itself when it is alone, and shares what can be shared with others', () => {
    expect(of('alone').perText.sdkCalls).toBe(11);
    expect(of('single').perText.sdkCalls).toBeGreaterThanOrEqual(6.5);
  });

  test('is billed to the tenant that sent it, all of it', () => {
    const { perText, byTenant } = of('single');
    expect([...byTenant.keys()]).toEqual(['local']);
    expect(byTenant.get('local')?.writeUnits).toBeCloseTo(perText.writeUnits ?? 0);
  });

  test('has a bill of its own', () => {
    const { byMessage, scenario } = of('two receipts');
    expect(byMessage.size).toBe(scenario.texts);
    for (const used of byMessage.values()) {
      expect(used.writeUnits).toBeCloseTo(6);
      expect(used.queueRequests).toBeCloseTo(3.6);
    }
  });

  test('is billed to each function that works for it', () => {
    const names = [...of('batch of 100').byFunction.keys()].join(' ');
    for (const name of [/AcceptBatch/, /SendMessage/, /ReceiveWebhook/, /IngestReceipt/, /poller of/]) {
      expect(names).toMatch(name);
    }
  });
});
