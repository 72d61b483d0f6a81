import { billOf } from '../local/meter/bill.ts';
import type { Measured } from './cost-run.ts';

/** Sums of tenths are not exact. */
const isOver = (value: number, most: number): boolean => value > most + 1e-9;

/** What texts used beyond the budgets of their scenarios, in words. */
export const overruns = (measured: readonly Measured[]): readonly string[] =>
  measured.flatMap(({ scenario, perText }) => {
    const used = { ...perText, dollars: billOf(perText).countedDollars };
    return Object.entries(used).flatMap(([name, value]) => {
      const most = new Map(Object.entries(scenario.budget)).get(name);
      return most !== undefined && isOver(value, most)
        ? [`${scenario.name}: ${name} is ${value.toFixed(3)}, and the budget ${most}`]
        : [];
    });
  });
