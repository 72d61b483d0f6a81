import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the template and the bundles that `cdk deploy` would deploy into the folder.
 * @throws with what the synthesis printed, when it fails.
 */
export const synthesize = async (outDir: string): Promise<void> => {
  rmSync(outDir, { recursive: true, force: true });
  const app = join(import.meta.dirname, 'app.ts');
  const child = spawn(process.execPath, [app], {
    cwd: join(import.meta.dirname, '..'),
    // The rules of CloudFormation are checked by the tests and by cdk synth; here they would cost a second.
    env: {
      ...process.env,
      CDK_OUTDIR: outDir,
      CDK_VALIDATION: 'false',
      CDK_CONTEXT_JSON: JSON.stringify({ place: 'this-machine' }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0)
    throw new Error(`The stack does not synthesize:\n${Buffer.concat(output).toString('utf8')}`);
};
