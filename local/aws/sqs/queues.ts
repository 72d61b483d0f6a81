import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import { invalidParameter, noSuchQueue } from './errors.ts';
import { checkAttributes, QueueSettings } from './queue-attributes.ts';

const Row = z.object({
  name: z.string(),
  attributes: z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text))),
  createdAt: z.number(),
  modifiedAt: z.number(),
});

export type Queue = z.infer<typeof Row> & { readonly settings: QueueSettings };

export interface Queues {
  put(name: string, attributes: Readonly<Record<string, string>>): void;
  find(name: string): Queue | undefined;
  /** Throws SQS's error for a queue that is not there. */
  get(name: string): Queue;
  all(): readonly Queue[];
  remove(name: string): void;
}

/** The queues and their attributes, on disk. */
export const createQueues = (store: DatabaseSync, clock: Clock): Queues => {
  store.exec(`CREATE TABLE IF NOT EXISTS sqs_queues (
    name TEXT PRIMARY KEY, attributes TEXT NOT NULL, createdAt INTEGER NOT NULL, modifiedAt INTEGER NOT NULL)`);
  const upsert = store.prepare(`INSERT INTO sqs_queues VALUES (?, ?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET attributes = excluded.attributes, modifiedAt = excluded.modifiedAt`);
  const drop = store.prepare('DELETE FROM sqs_queues WHERE name = ?');

  const queues = new Map<string, Queue>();
  const load = (row: unknown): Queue => {
    const queue = Row.parse(row);
    const loaded = { ...queue, settings: QueueSettings.parse(queue.attributes) };
    queues.set(queue.name, loaded);
    return loaded;
  };
  for (const row of store.prepare('SELECT * FROM sqs_queues').all()) load(row);

  return {
    put: (name, attributes) => {
      if (!/^[\w-]{1,80}$/.test(name)) {
        throw invalidParameter(
          'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
        );
      }
      checkAttributes(attributes);
      const deadLetterQueue = QueueSettings.parse(attributes).RedrivePolicy?.deadLetterTargetArn;
      if (deadLetterQueue !== undefined && !queues.has(deadLetterQueue.split(':').at(-1) ?? '')) {
        throw invalidParameter(
          'Value for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.',
        );
      }
      const now = clock.now();
      const text = JSON.stringify(attributes);
      upsert.run(name, text, now, now);
      load({ name, attributes: text, createdAt: queues.get(name)?.createdAt ?? now, modifiedAt: now });
    },
    find: (name) => queues.get(name),
    get: (name) => {
      const queue = queues.get(name);
      if (!queue) throw noSuchQueue();
      return queue;
    },
    all: () => [...queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    remove: (name) => {
      drop.run(name);
      queues.delete(name);
    },
  };
};
