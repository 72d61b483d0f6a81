// What `npm run cost` runs: measures what texts use, on the template in the local cloud, and prints AWS's bill for it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
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
} finally {
  rmSync(templateDir, { recursive: true, force: true });
}
