import { takenOf } from './balance.ts';
import type { Outcome } from './storm.ts';

const tally = (names: readonly string[]): string =>
  [...Map.groupBy(names, (name) => name)]
    .map(([name, all]) => `${all.length} ${name}`)
    .sort()
    .join(', ');

/** The ledger of a seed in a few lines: what was promised, what carriers saw, and where it all ended. */
export const describeOutcome = (outcome: Outcome): string => {
  const { seed, messages, carrierEntries, faults, redriven, unacknowledged, differences } = outcome;
  const entries = [...carrierEntries.values()].flat();
  return [
    `Seed ${seed}: ${faults.length} faults (${tally(faults.map(({ kind }) => kind)) || 'none'})`,
    `  accepted ${messages.length}, never acknowledged ${unacknowledged}, redriven ${redriven}`,
    `  submitted ${entries.length}, taken by carriers ${takenOf(entries)}`,
    `  final ${tally(messages.map(({ status }) => status))}`,
    ...(differences.length === 0 ? ['  no difference'] : differences.map((line) => `  DIFFERENCE ${line}`)),
  ].join('\n');
};
