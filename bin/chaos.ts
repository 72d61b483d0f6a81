// Runs the pipeline on this machine under injected faults and checks that nothing is lost, doubled or told otherwise.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readChaosOptions } from './chaos/chaos-options.ts';
import { runSeeds } from './chaos/run-seeds.ts';
import { synthesize } from './synthesize.ts';
import { UsageError } from './usage-error.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Whether nothing is wrong. */
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
    const { ledger, wrong } = await runSeeds(options, templateDir, dataDir, print);
    for (const line of [ledger, ...wrong]) print(line);
    print(wrong.length === 0 ? 'All books agree.' : 'The books do not agree.');
    return wrong.length === 0;
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
