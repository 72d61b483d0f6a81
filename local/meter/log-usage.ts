import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attribution } from './attribution.ts';
import type { Usage } from './usage.ts';

/** What CloudWatch Logs counts for each line beside its text. */
const lineOverheadBytes = 26;

/** The log lines of all functions in `<dataDir>/logs`, from `offsets` on, which are moved to the ends of the files. */
export const readLogUsage = (
  dataDir: string,
  offsets: Map<string, number>,
  { ofText }: Pick<Attribution, 'ofText'>,
): Usage[] => {
  const folder = join(dataDir, 'logs');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.log')) : [];
  return files.flatMap((file) => {
    const whole = readFileSync(join(folder, file));
    const lines = whole
      .subarray(offsets.get(file) ?? 0)
      .toString('utf8')
      .split('\n');
    offsets.set(file, whole.byteLength);
    return lines
      .filter((line) => line !== '')
      .map((line) => ({
        caller: file.slice(0, -'.log'.length),
        action: 'logs:PutLogEvents',
        messageIds: ofText(line),
        quantities: { logBytes: Buffer.byteLength(line) + lineOverheadBytes },
      }));
  });
};
