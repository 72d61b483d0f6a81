import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import type { FunctionName } from './function-environment.ts';

const lambdas = join(import.meta.dirname, '../../lambdas');

/**
 * A function's code as one minified ES module with everything in it, the AWS SDK too: tree-shaken it starts faster than
 * the runtime's, and it is the version that was tested. esbuild runs in this process, because a process for each
 * function, which is what `NodejsFunction` starts, takes most of the time of a synthesis.
 */
export const bundledCode = (name: FunctionName): Code =>
  Code.fromAsset(join(lambdas, name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // The type wants an image for when there is no local bundler; there always is.
      image: DockerImage.fromRegistry('unused'),
      local: {
        tryBundle: (outputFolder) => {
          buildSync({
            entryPoints: [join(lambdas, name, 'handler.ts')],
            outfile: join(outputFolder, 'index.mjs'),
            bundle: true,
            minify: true,
            platform: 'node',
            target: 'node24',
            format: 'esm',
            mainFields: ['module', 'main'],
            legalComments: 'none',
          });
          return true;
        },
      },
    },
  });
