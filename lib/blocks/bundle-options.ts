import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';

/** How the code of a function is bundled: `handler.ts` of one folder into `index.mjs` of another. */
export const bundleOptions = (folder: string, outputFolder: string) =>
  ({
    entryPoints: [join(folder, 'handler.ts')],
    outfile: join(outputFolder, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    alias: { 'node:http': join(import.meta.dirname, '../../adapters/lambda/http-module.ts') },
    mainFields: ['module', 'main'],
    legalComments: 'none',
  }) satisfies BuildOptions;
