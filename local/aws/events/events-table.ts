import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** An event as EventBridge hands it to targets. */
export const BusEvent = z.object({
  version: z.literal('0'),
  id: z.string(),
  'detail-type': z.string(),
  source: z.string(),
  account: z.string(),
  time: z.string(),
  region: z.string(),
  resources: z.array(z.string()),
  detail: z.record(z.string(), z.unknown()),
});
export type BusEvent = z.infer<typeof BusEvent>;

/** What a subscriber gets: `sequence` counts through all buses and runs. */
export type BusRecord = { readonly sequence: number; readonly bus: string; readonly event: BusEvent };

const Row = z.object({ sequence: z.number(), bus: z.string(), event: z.string() });

/** How many events are kept for those who connect late. */
const kept = 10_000;

/** The latest events of all buses, on disk. */
export const createEventsTable = (store: DatabaseSync) => {
  store.exec(`CREATE TABLE IF NOT EXISTS bus_events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, bus TEXT NOT NULL, event TEXT NOT NULL)`);
  const insert = store.prepare('INSERT INTO bus_events (bus, event) VALUES (?, ?)');
  const trim = store.prepare('DELETE FROM bus_events WHERE sequence <= ?');
  const select = store.prepare('SELECT * FROM bus_events WHERE sequence > ? ORDER BY sequence LIMIT ?');
  const last = store.prepare('SELECT coalesce(max(sequence), 0) AS sequence FROM bus_events');

  return {
    add: (bus: string, event: BusEvent): void => {
      const sequence = Number(insert.run(bus, JSON.stringify(event)).lastInsertRowid);
      if (sequence % 100 === 0) trim.run(sequence - kept);
    },
    after: (sequence: number, limit: number): readonly BusRecord[] =>
      z
        .array(Row)
        .parse(select.all(sequence, limit))
        .map((row) => ({ ...row, event: BusEvent.parse(JSON.parse(row.event)) })),
    lastSequence: (): number => Row.pick({ sequence: true }).parse(last.get()).sequence,
  };
};
