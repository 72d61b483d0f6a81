import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleOptions } from './bundle-options.ts';
import type { FunctionName } from './function-environment.ts';

const lambdas = join(import.meta.dirname, '../../lambdas');

/** The installed package has no esbuild, nor what it would bundle: loaded only where it is needed. */
const loadEsbuild = (): Pick<typeof import('esbuild'), 'buildSync'> =>
  createRequire(import.meta.url)('esbuild');

/**
 * A function's code as one minified ES module with everything in it, the AWS SDK too: tree-shaken it starts faster than
 * the runtime's, and it is the version that was tested. The installed package brings the modules; in a clone, esbuild
 * makes them in this process, because a process for each function, which is what `NodejsFunction` starts, takes most of
 * the time of a synthesis.
 */
export const bundledCode = (name: FunctionName): Code => {
  const folder = join(lambdas, name);
  if (existsSync(join(folder, 'index.mjs'))) return Code.fromAsset(folder);
  return Code.fromAsset(folder, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // The type wants an image for when there is no local bundler; there always is.
      image: DockerImage.fromRegistry('unused'),
      local: {
        tryBundle: (outputFolder) => {
          loadEsbuild().buildSync(bundleOptions(folder, outputFolder));
          return true;
        },
      },
    },
  });
};
