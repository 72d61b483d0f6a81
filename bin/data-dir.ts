import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LocalOptions } from './local-options.ts';
import { UsageError } from './usage-error.ts';

/** The first file of a run: held as long as the process lives, and the mark of a folder that is ours. */
export const lockFile = 'run.lock';

/** All else that a run writes into its folder. */
export const dataFiles = [
  'api-key',
  'cdk.out',
  'cloud.sqlite',
  'cloud.sqlite-shm',
  'cloud.sqlite-wal',
  'compiled',
  'dynamodb',
  'local.json',
  'logs',
  'outputs.json',
  'ports.json',
] as const;

/** @throws UsageError while another process holds it. The operating system gives it back, however the process ends. */
const lock = (dataDir: string): DatabaseSync => {
  const held = new DatabaseSync(join(dataDir, lockFile));
  try {
    held.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error && error.errcode === 5)) throw error;
    throw new UsageError(`Another local run uses ${dataDir}: end it or name another --data-dir.`);
  }
  return held;
};

/**
 * Takes the folder for this process before anything in it is touched, and with `fresh` forgets what earlier runs left
 * there; files of others stay. The folder is held until what is returned is closed.
 * @throws UsageError when another run has it, or when `fresh` names a folder that was never ours.
 */
export const takeDataDir = (options: Pick<LocalOptions, 'dataDir' | 'fresh'>): DatabaseSync => {
  const dataDir = resolve(options.dataDir);
  const files = existsSync(dataDir) ? readdirSync(dataDir) : [];
  if (options.fresh && files.length > 0 && !files.includes(lockFile))
    throw new UsageError(`--fresh deletes only what an earlier run left, and ${dataDir} has seen none.`);
  mkdirSync(dataDir, { recursive: true });
  const held = lock(dataDir);
  if (options.fresh)
    for (const name of dataFiles) rmSync(join(dataDir, name), { recursive: true, force: true });
  return held;
};
