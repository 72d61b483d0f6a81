import { takenOf } from './balance.ts';
import { describeDeaths, seedsInARound } from './kill-points.ts';
import type { Ordeal, Outcome } from './storm.ts';

const tally = (names: readonly string[]): string =>
  [...Map.groupBy(names, (name) => name)]
    .map(([name, all]) => `${all.length} ${name}`)
    .sort()
    .join(', ') || 'none';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A line while it goes on. */
export const describeOrdeal = ({ seed, promised, faults, redriven }: Ordeal): string =>
  `Seed ${seed}: ${promised.length} accepted, ${redriven} redriven, faults: ${tally(faults.map(({ kind }) => kind))}`;

/** The ledger of all seeds in a few lines: what was promised, what carriers saw, and where it all ended. */
export const describeLedger = (outcomes: readonly Outcome[]): string => {
  const messages = outcomes.flatMap((outcome) => outcome.messages);
  const entries = outcomes.flatMap((outcome) => [...outcome.carrierEntries.values()].flat());
  const of = (count: (ordeal: Ordeal) => number): number => sum(outcomes.map(count));
  const faults = outcomes.flatMap((outcome) => outcome.faults);
  return [
    `faults     ${tally(faults.map(({ kind }) => kind))}`,
    ...(outcomes.length < seedsInARound ? [] : [`deaths     at numbered calls: ${describeDeaths(faults)}`]),
    `accepted   ${messages.length}; never acknowledged ${of((ordeal) => ordeal.unacknowledged)}`,
    `redriven   ${of((ordeal) => ordeal.redriven)}; failed again and dropped ${of((ordeal) => ordeal.dropped)}`,
    `submitted  ${sum(entries.map(({ submits }) => submits))}; taken by carriers ${takenOf(entries)}`,
    `final      ${tally(messages.map(({ status }) => status))}`,
    `duplicates ${messages.filter(({ possibleDuplicate }) => possibleDuplicate).length} possible, and told`,
  ].join('\n');
};

/** What is wrong with a seed, and how to see it again; nothing, where nothing is. */
export const describeDifferences = (outcomes: readonly Outcome[], messages: number): readonly string[] =>
  outcomes
    .filter(({ differences }) => differences.length > 0)
    .flatMap(({ seed, differences }) => [
      ...differences.map((difference) => `Seed ${seed} DIFFERENCE: ${difference}`),
      `Seed ${seed} again: npm run chaos -- --seed ${seed} --messages ${messages}`,
    ]);
