// What `npm run cost` runs: measures what texts use, on the template in the local cloud, and prints AWS's bill for it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { overruns } from './cost-budgets.ts';
import { costJson, costReport } from './cost-report.ts';
import { measure } from './cost-run.ts';
import { scenarios, warmUp } from './cost-scenarios.ts';
import { synthesize } from './synthesize.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const templateDir = mkdtempSync(join(tmpdir(), 'cost-template-'));
try {
  await synthesize(templateDir);
  const [, ...measured] = await measure(templateDir, [warmUp, ...scenarios]);
  process.stdout.write(values.json ? `${costJson(measured)}\n` : costReport(measured));
  const over = overruns(measured);
  for (const line of over) process.stderr.write(`Over budget: ${line}\n`);
  if (over.length > 0) process.exitCode = 1;
} finally {
  rmSync(templateDir, { recursive: true, force: true });
}
