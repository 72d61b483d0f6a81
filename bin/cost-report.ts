import { type Bill, billOf } from '../local/meter/bill.ts';
import { pricesOf } from '../local/meter/prices.ts';
import type { Quantities } from '../local/meter/usage.ts';
import type { Measured } from './cost-run.ts';

const pad = (cells: readonly string[], widths: readonly number[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) => pad(row, widths)).join('\n');
};

const figure = (value: number | undefined, digits = 3): string =>
  value === undefined ? '' : value.toFixed(digits).replace(/\.?0+$/, '');

const money = (dollars: number): string => dollars.toFixed(2);

const columns = [
  ['calls', 'sdkCalls'],
  ['HTTP', 'httpRequests'],
  ['runs', 'invocations'],
  ['GB-s', 'gigabyteSeconds'],
  ['writes', 'writeUnits'],
  ['reads', 'readUnits'],
  ['SQS', 'queueRequests'],
  ['events', 'events'],
  ['secrets', 'secretCalls'],
  ['log bytes', 'logBytes'],
] as const satisfies readonly (readonly [string, keyof Quantities])[];

/** Logical ids without the hash that CloudFormation wants, and what all of them begin with. */
const shortName = (name: string): string =>
  name
    .replace(/local-/, '')
    .replace(/Pipeline/, '')
    .replace(/[0-9A-F]{8}(?= |$)/, '');

const usageTable = (title: string, sums: ReadonlyMap<string, Quantities>, limit = 50): string =>
  table([
    [title, ...columns.map(([name]) => name), 'USD/million'],
    ...[...sums]
      .slice(0, limit)
      .map(([name, quantities]) => [
        shortName(name),
        ...columns.map(([, component]) => figure(quantities[component])),
        money(billOf(quantities).dollars),
      ]),
  ]);

const billTable = ({ lines, dollars }: Bill, withoutReceipts: Bill): string =>
  table([
    ['component', 'per text', 'unit', 'USD/million', 'without receipts'],
    ...lines.map(({ component, name, quantity, unit, dollars: price }) => [
      name,
      figure(quantity),
      unit,
      money(price),
      money(withoutReceipts.lines.find((line) => line.component === component)?.dollars ?? 0),
    ]),
    ['total', '', '', money(dollars), money(withoutReceipts.dollars)],
  ]);

const sectionOf = ({ scenario, ...measured }: Measured): string =>
  [
    `${scenario.name}: ${scenario.sentence}`,
    billTable(billOf(measured.perText), billOf(measured.withoutReceipts)),
    usageTable('a text, by function', measured.byFunction),
    usageTable('a text, by call', measured.byCall),
    usageTable('message (the first five)', measured.byMessage, 5),
    usageTable('a text, by tenant', measured.byTenant),
    usageTable('once for many texts', measured.shared),
  ].join('\n\n');

/** For people. */
export const costReport = (measured: readonly Measured[]): string =>
  [
    `A million texts in us-east-1, by AWS's list prices of ${pricesOf}. Lambda's duration is this machine's, so an`,
    'estimate, and the reads of the sweeps are worked out; everything else is counted. Not in it: what is stored, and',
    'traffic to the internet.',
    '',
    measured.map(sectionOf).join('\n\n\n'),
    '',
  ].join('\n');

/** For programs. */
export const costJson = (measured: readonly Measured[]): string =>
  JSON.stringify(
    {
      region: 'us-east-1',
      pricesOf,
      scenarios: measured.map(({ scenario, perText, withoutReceipts, ...sums }) => ({
        name: scenario.name,
        sentence: scenario.sentence,
        perText,
        usdPerMillion: billOf(perText),
        usdPerMillionWithoutReceipts: billOf(withoutReceipts),
        byFunction: Object.fromEntries(sums.byFunction),
        byCall: Object.fromEntries(sums.byCall),
        byMessage: Object.fromEntries(sums.byMessage),
        byTenant: Object.fromEntries(sums.byTenant),
        shared: Object.fromEntries(sums.shared),
      })),
    },
    undefined,
    2,
  );
