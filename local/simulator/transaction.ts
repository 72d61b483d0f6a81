import type { DatabaseSync } from 'node:sqlite';

/** Runs `work` so that all of its writes are in the file, or none. Synchronous, so nothing else comes between. */
export const inTransaction = <T>(store: DatabaseSync, work: () => T): T => {
  store.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    store.exec('COMMIT');
    return result;
  } catch (error) {
    store.exec('ROLLBACK');
    throw error;
  }
};
