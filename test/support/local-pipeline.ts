import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Onlooker, startLocalRun } from '../../bin/local-run.ts';
import { recordPermissionUses } from './permission-uses.ts';
import { createPipelineClient } from './pipeline-client.ts';

/** The synthesized stack, running in this process on a folder of its own. */
export const startPipeline = async (onlooker: Pick<Onlooker, 'clock' | 'gates'> = {}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pipeline-'));
  const options = { port: 0, dataDir, fresh: false, seed: 1, endpoint: undefined };
  const reported: string[] = [];
  const uses = recordPermissionUses();
  const { run, cloud, stop } = await startLocalRun(
    options,
    inject('templateDir'),
    (line) => reported.push(line),
    { ...onlooker, ...uses },
  );
  const client = createPipelineClient(run);
  return {
    ...client,
    cloud,
    dataDir,
    reported,
    stop: async (): Promise<void> => {
      await client.stop();
      await stop();
      uses.write();
      rmSync(dataDir, { recursive: true });
    },
  };
};
export type Pipeline = Awaited<ReturnType<typeof startPipeline>>;
