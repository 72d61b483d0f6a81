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
    const { gigabyteSeconds: _, ...three } = of('three segments').perText;
    expect(of('single').perText).toMatchObject(three);
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
