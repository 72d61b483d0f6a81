import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** Writes the `sms` command. Its dependencies are those of the package. */
const buildTool = (outdir: string): void => {
  const outfile = join(outdir, 'sms.js');
  const entryPoints = [join(root, 'bin/sms.ts')];
  buildSync({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', packages: 'external' });
  chmodSync(outfile, 0o755);
};

/** Writes what other programs import, with its types, `sms-pipeline/client` and `sms-pipeline/events`, and the `sms` command. */
export const buildPackage = (outdir: string): void => {
  buildSync({
    entryPoints: {
      client: join(root, 'client/package.ts'),
      events: join(root, 'events/package.ts'),
    },
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    // A dependency of the package, so that consumers who have it too have it once.
    external: ['zod'],
  });
  buildTool(outdir);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const args = ['-p', join(root, 'tsconfig.build.json'), '--outDir', join(outdir, 'types')];
  execFileSync(process.execPath, [tsc, ...args], { stdio: 'inherit' });
};
