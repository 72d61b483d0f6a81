import type { DatabaseSync } from 'node:sqlite';

/** Does all writes of `work` or none; may be nested, so that each module can ask for it without knowing its caller. */
export const atomically = <T>(store: DatabaseSync, work: () => T): T => {
  if (store.isTransaction) return work();
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
