import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleOptions } from '../lib/blocks/bundle-options.ts';

const root = join(import.meta.dirname, '..');

const compile = (project: string, outDir: string): void => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const args = ['-p', join(root, project), '--outDir', outDir];
  execFileSync(process.execPath, [tsc, ...args], { stdio: 'inherit' });
};

/** The `sms` command, with everything in it: whoever installs the package for the construct needs none of that. */
export const buildTool = (outdir: string): void => {
  const outfile = join(outdir, 'sms.js');
  buildSync({
    entryPoints: [join(root, 'bin/sms.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    // What is CommonJS in there asks for Node's own modules by require.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  chmodSync(outfile, 0o755);
};

/** What programs import, with its types: `sms-pipeline/client` and `sms-pipeline/events`. */
export const buildLibraries = (outdir: string): void => {
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
  compile('tsconfig.build.json', join(outdir, 'types'));
};

/** What CDK apps import: the construct, with its types, and beside it each function's code as one module. */
export const buildConstruct = (outdir: string): void => {
  compile('tsconfig.construct.json', outdir);
  const lambdas = join(root, 'lambdas');
  for (const name of readdirSync(lambdas)) {
    buildSync(bundleOptions(join(lambdas, name), join(outdir, 'lambdas', name)));
  }
};
