import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * The one SQLite file of the local cloud: what the small modules (bus, scheduler, secrets, simulator) must still
 * know after a `kill -9`. Each module creates its own tables. Writes are in the file before the call returns.
 */
export const openStore = (dataDir: string): DatabaseSync => {
  mkdirSync(dataDir, { recursive: true });
  const store = new DatabaseSync(join(dataDir, 'cloud.sqlite'));
  store.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  return store;
};
