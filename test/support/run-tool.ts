import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const tool = join(import.meta.dirname, '../../bin/sms.ts');

/** `sms` as a process of its own, in an environment without a pipeline. Rejects unless it exits with 0. */
export const runTool = (...args: readonly string[]): Promise<{ stdout: string; stderr: string }> => {
  const { SMS_URL: _url, SMS_OUTPUTS: _outputs, SMS_API_KEY: _key, ...env } = process.env;
  return promisify(execFile)(process.execPath, [tool, ...args], { env });
};
