import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Clock } from '../clock.ts';

/** What is to be done later and must survive a crash: a bus delivery, an asynchronous invocation, a receipt. */
export type Job = { readonly kind: string; readonly dueAt: number; readonly payload: unknown };

/** Returns = done; throws = again after `retryAfterMs(tries)`, until that gives `undefined`. */
export type JobHandler = {
  readonly run: (payload: unknown, tries: number) => Promise<void>;
  /** Milliseconds to wait after the failed try number `tries` (1 is the first), or undefined to give up. */
  readonly retryAfterMs: (tries: number) => number | undefined;
  /** Called with what was given up. */
  readonly onGivenUp?: (payload: unknown, error: unknown) => void;
};

export interface Jobs {
  /** Durable once it returns. */
  add(job: Job): void;
  handle(kind: string, handler: JobHandler): void;
  /** Starts what is due, also what an earlier process left. */
  start(): void;
  /** Takes no new job and waits for those that run. */
  stop(): Promise<void>;
}

const Row = z.object({
  id: z.number(),
  kind: z.string(),
  dueAt: z.number(),
  tries: z.number(),
  payload: z.string(),
});

/** Durable jobs in the store, run in order of their time, at least once. */
export const createJobs = (store: DatabaseSync, clock: Clock): Jobs => {
  store.exec(`CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, dueAt INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, payload TEXT NOT NULL)`);
  const insert = store.prepare('INSERT INTO jobs (kind, dueAt, payload) VALUES (?, ?, ?)');
  const remove = store.prepare('DELETE FROM jobs WHERE id = ?');
  const postpone = store.prepare('UPDATE jobs SET dueAt = ?, tries = ? WHERE id = ?');
  const all = store.prepare('SELECT id, kind, dueAt, tries, payload FROM jobs ORDER BY dueAt, id');
  const handlers = new Map<string, JobHandler>();
  const timers = new Map<number, () => void>();
  const running = new Set<Promise<void>>();
  let started = false;

  type Row = z.infer<typeof Row>;

  const settle = async (row: Row): Promise<void> => {
    const handler = handlers.get(row.kind);
    if (!handler) throw new Error(`no handler for jobs of kind ${row.kind}`);
    const tries = row.tries + 1;
    try {
      await handler.run(JSON.parse(row.payload), tries);
      remove.run(row.id);
    } catch (error) {
      const wait = handler.retryAfterMs(tries);
      if (wait === undefined) {
        remove.run(row.id);
        handler.onGivenUp?.(JSON.parse(row.payload), error);
        return;
      }
      const next = { ...row, tries, dueAt: clock.now() + wait };
      postpone.run(next.dueAt, next.tries, next.id);
      arm(next);
    }
  };

  const arm = (row: Row): void => {
    if (!started) return;
    timers.set(
      row.id,
      clock.at(row.dueAt, () => {
        timers.delete(row.id);
        const run = settle(row).finally(() => running.delete(run));
        running.add(run);
      }),
    );
  };

  return {
    add: ({ kind, dueAt, payload }) => {
      const text = JSON.stringify(payload);
      const { lastInsertRowid } = insert.run(kind, Math.round(dueAt), text);
      arm({ id: Number(lastInsertRowid), kind, dueAt, tries: 0, payload: text });
    },
    handle: (kind, handler) => {
      handlers.set(kind, handler);
    },
    start: () => {
      started = true;
      for (const row of z.array(Row).parse(all.all())) arm(row);
    },
    stop: async () => {
      started = false;
      for (const cancel of timers.values()) cancel();
      timers.clear();
      await Promise.all(running);
    },
  };
};
