import * as z from 'zod';
import type { CloudContext } from '../../resource.ts';
import { BusEvent } from './events-table.ts';
import { type Pattern, readPattern } from './pattern.ts';

export type Archive = {
  readonly name: string;
  readonly bus: string;
  /** Undefined: every event. */
  readonly pattern: unknown;
  /** 0: for ever, as in AWS. */
  readonly retentionDays: number;
};

const dayMs = 86_400_000;
const Row = z.object({ event: z.string().transform((text) => BusEvent.parse(JSON.parse(text))) });

/** What AWS::Events::Archive keeps; replays are not built. */
export const createArchives = ({ store, clock }: Pick<CloudContext, 'store' | 'clock'>) => {
  store.exec(`CREATE TABLE IF NOT EXISTS archived_events (sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    archive TEXT NOT NULL, at INTEGER NOT NULL, event TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS archived_events_at ON archived_events (archive, at)`);
  const insert = store.prepare('INSERT INTO archived_events (archive, at, event) VALUES (?, ?, ?)');
  const expire = store.prepare('DELETE FROM archived_events WHERE archive = ? AND at < ?');
  const select = store.prepare('SELECT event FROM archived_events WHERE archive = ? ORDER BY sequence');
  const archives = new Map<string, Archive & { readonly matches: Pattern }>();

  return {
    create: (archive: Archive): void => {
      const matches = archive.pattern === undefined ? () => true : readPattern(archive.pattern);
      archives.set(archive.name, { ...archive, matches });
    },
    keep: (bus: string, event: BusEvent): void => {
      const now = clock.now();
      for (const archive of archives.values()) {
        if (archive.bus !== bus || !archive.matches(event)) continue;
        if (archive.retentionDays > 0) expire.run(archive.name, now - archive.retentionDays * dayMs);
        insert.run(archive.name, now, JSON.stringify(event));
      }
    },
    read: (name: string): readonly BusEvent[] =>
      z
        .array(Row)
        .parse(select.all(name))
        .map(({ event }) => event),
  };
};
export type Archives = ReturnType<typeof createArchives>;
