import { priceOf, prices } from './prices.ts';
import { type Component, components, type Quantities } from './usage.ts';

export type BillLine = {
  readonly component: Component;
  readonly name: string;
  /** For one text. */
  readonly quantity: number;
  readonly unit: string;
  /** For a million texts. */
  readonly dollars: number;
};

export type Bill = {
  readonly lines: readonly BillLine[];
  readonly dollars: number;
  /** Without what depends on the machine: the duration of functions. */
  readonly countedDollars: number;
};

const million = 1_000_000;

/** What a million texts cost that each use so much. */
export const billOf = (perText: Quantities): Bill => {
  const lines = components.flatMap((component): BillLine[] => {
    const quantity = perText[component] ?? 0;
    if (quantity === 0) return [];
    const { name, unit } = prices[component];
    return [{ component, name, quantity, unit, dollars: priceOf(component, quantity * million) }];
  });
  const total = (of: readonly BillLine[]) => of.reduce((sum, { dollars }) => sum + dollars, 0);
  return {
    lines,
    dollars: total(lines),
    countedDollars: total(lines.filter(({ component }) => component !== 'gigabyteSeconds')),
  };
};
