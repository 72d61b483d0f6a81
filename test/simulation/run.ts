import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { addToCorpus } from './corpus.ts';
import { describeFailure } from './failure.ts';
import { simulateOutage } from './outage.ts';
import { runSeed } from './run-seed.ts';
import { type Report, simulateSeeds, simulateStories } from './simulate.ts';
import { rarePairs, tableOf } from './tally.ts';

const usage = `npm run sim -- [--seeds N] [--seed S] [--exhaustive] [--outage] [--trace]

  --seeds N      runs of N seeds, one after the other (10000)
  --seed S       the first of them (any)
  --exhaustive   every single fault and every two faults of the short stories instead
  --outage       six hours without a carrier, and --codes N one-time codes (100000) that come in meanwhile
  --trace        what happens in the run of --seed S, line by line`;

/** Runs that show every pair of fault and standing often enough to say something about each. */
const enoughRuns = 10_000;
const oftenEnough = 100;

const print = (...lines: string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n`);
};

const finish = (report: Report, startedAt: number, complaints: readonly string[]): void => {
  for (const failure of report.failures) {
    print('', ...describeFailure(failure));
    if (failure.seed !== undefined) addToCorpus(failure.seed, failure.violations[0] ?? '');
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  print(
    '',
    ...complaints,
    `${report.runs} runs, ${report.failures.length} failures, hash ${report.hash}, ${seconds} s`,
  );
  if (report.failures.length > 0 || complaints.length > 0) process.exitCode = 1;
};

const natural = (text: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new Error(`not a whole number: ${text}`);
  return value;
};

const startedAt = performance.now();
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    exhaustive: { type: 'boolean', default: false },
    outage: { type: 'boolean', default: false },
    codes: { type: 'string', default: '100000' },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const first = values.seed === undefined ? randomInt(2 ** 31) : natural(values.seed);

if (values.help) {
  print(usage);
} else if (values.trace) {
  const { trace, violations, hash } = await runSeed(first);
  print(...trace.lines, ...violations, `seed ${first}, hash ${hash}`);
  if (violations.length > 0) process.exitCode = 1;
} else if (values.outage) {
  const report = await simulateOutage(natural(values.codes));
  for (const [what, figure] of Object.entries(report)) print(`${what.padEnd(18)} ${figure}`);
  if (report.pastValidity + report.unfinished > 0 || report.longestFreshWait >= 5) process.exitCode = 1;
} else if (values.exhaustive) {
  finish(await simulateStories(), startedAt, []);
} else {
  const seeds = natural(values.seeds);
  print(`seeds ${first} to ${first + seeds - 1}`);
  const report = await simulateSeeds(Array.from({ length: seeds }, (_, i) => first + i));
  print(...tableOf(report.tally));
  finish(report, startedAt, seeds >= enoughRuns ? rarePairs(report.tally, oftenEnough) : []);
}
