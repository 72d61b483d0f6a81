type Done<T> = (error: unknown, value?: T) => void;

/** dynalite's own table of tables. */
export type TableDb = {
  get: (name: string, done: Done<unknown>) => void;
  put: (name: string, table: unknown, done: Done<void>) => void;
  del: (name: string, done: Done<void>) => void;
};

/**
 * Keeps the descriptions of tables in memory: dynalite reads and parses one from disk for every call, and they change only
 * while a template is deployed.
 */
export const cacheTables = (tableDb: TableDb): void => {
  const known = new Map<string, unknown>();
  let changes = 0;
  const { get, put, del } = tableDb;

  const forget =
    (name: string, done: Done<void>): Done<void> =>
    (error) => {
      changes += 1;
      known.delete(name);
      done(error);
    };

  Object.assign(tableDb, {
    get: (name, done) => {
      if (known.has(name)) return process.nextTick(done, null, known.get(name));
      const before = changes;
      get(name, (error, table) => {
        // What was read while something changed may be what it was before.
        if (!error && changes === before) known.set(name, table);
        done(error, table);
      });
    },
    put: (name, table, done) => put(name, table, forget(name, done)),
    del: (name, done) => del(name, forget(name, done)),
  } satisfies TableDb);
};
