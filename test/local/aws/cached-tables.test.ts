import { expect, test } from 'vitest';
import { cacheTables, type TableDb } from '../../../local/aws/dynamodb/cached-tables.ts';

/** A store that counts its reads, behind the cache. */
const start = () => {
  const tables = new Map<string, unknown>();
  let reads = 0;
  const store: TableDb = {
    get: (name, done) => {
      reads += 1;
      if (tables.has(name)) done(null, tables.get(name));
      else done(new Error('NotFound'));
    },
    put: (name, table, done) => {
      tables.set(name, table);
      done(null);
    },
    del: (name, done) => {
      tables.delete(name);
      done(null);
    },
  };
  cacheTables(store);
  const get = (name: string) =>
    new Promise((resolve) => store.get(name, (error, table) => resolve(error ? 'missing' : table)));
  const put = (name: string, table: unknown) => store.put(name, table, () => {});
  const del = (name: string) => store.del(name, () => {});
  return { get, put, del, reads: () => reads };
};

test('reads a table once, and again after it was changed or deleted', async () => {
  const { get, put, del, reads } = start();
  put('A', 'first');
  expect([await get('A'), await get('A'), reads()]).toEqual(['first', 'first', 1]);
  put('A', 'second');
  expect([await get('A'), await get('A'), reads()]).toEqual(['second', 'second', 2]);
  del('A');
  expect([await get('A'), reads()]).toEqual(['missing', 3]);
});

test('asks each time for a table that is not there', async () => {
  const { get, put } = start();
  expect(await get('A')).toBe('missing');
  put('A', 'created');
  expect(await get('A')).toBe('created');
});

test('does not keep what it read while the table was changed', async () => {
  let table = 'creating';
  const store: TableDb = {
    get: (_, done) => {
      const read = table;
      setImmediate(() => done(null, read));
    },
    put: (_, changed, done) => {
      table = String(changed);
      done(null);
    },
    del: (_, done) => done(null),
  };
  cacheTables(store);
  const get = () => new Promise((resolve) => store.get('A', (_, found) => resolve(found)));
  const reading = get();
  store.put('A', 'active', () => {});
  expect([await reading, await get()]).toEqual(['creating', 'active']);
});
