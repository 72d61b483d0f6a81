// Runs the pipeline on this machine under injected faults and checks that nothing is lost, doubled or told otherwise.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readChaosOptions } from './chaos/chaos-options.ts';
import { describeOutcome } from './chaos/report.ts';
import { type Ordeal, startStorm } from './chaos/storm.ts';
import { synthesize } from './synthesize.ts';
import { UsageError } from './usage-error.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Whether every seed came out without a difference. */
const main = async (): Promise<boolean> => {
  const options = readChaosOptions(process.argv.slice(2), () => randomInt(1_000_000));
  if ('help' in options) {
    print(options.help);
    return true;
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'sms-chaos-'));
  try {
    const templateDir = join(dataDir, 'cdk.out');
    await synthesize(templateDir);
    const storm = await startStorm(templateDir, dataDir, () => {});
    const ordeals: Ordeal[] = [];
    for (let seed = options.seed; seed < options.seed + options.seeds; seed += 1) {
      print(`Seed ${seed} blows …`);
      ordeals.push(await storm.blow(seed, options.messages));
    }
    const outcomes = await storm.settle(ordeals);
    await storm.stop();
    for (const outcome of outcomes) print(describeOutcome(outcome));
    const different = outcomes.flatMap(({ differences }) => differences).length;
    print(different === 0 ? 'All books agree.' : `${different} differences.`);
    return different === 0;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
