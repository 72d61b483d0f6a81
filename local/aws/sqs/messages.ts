import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** A message as it is kept; times in milliseconds since 1970. */
const Message = z.object({
  seq: z.number(),
  queue: z.string(),
  id: z.string(),
  body: z.string(),
  /** The message attributes as JSON. */
  attributes: z.string(),
  /** Group of a fair queue. Kept and handed on; the order is the same for all groups here. */
  groupId: z.string().nullable(),
  traceHeader: z.string().nullable(),
  sender: z.string(),
  /** The queue that gave it up, on a dead-letter queue. */
  source: z.string().nullable(),
  sentAt: z.number(),
  visibleAt: z.number(),
  receiveCount: z.number(),
  firstReceivedAt: z.number().nullable(),
  receiptHandle: z.string().nullable(),
});
export type Message = z.infer<typeof Message>;
export type NewMessage = Pick<
  Message,
  'queue' | 'id' | 'body' | 'attributes' | 'groupId' | 'traceHeader' | 'sender' | 'sentAt' | 'visibleAt'
>;

const Counts = z.object({ visible: z.number(), inFlight: z.number(), delayed: z.number() });

/** The messages of all queues, on disk: what is written here survives a crash. */
export const createMessages = (store: DatabaseSync) => {
  store.exec(`CREATE TABLE IF NOT EXISTS sqs_messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
    attributes TEXT NOT NULL, groupId TEXT, traceHeader TEXT, sender TEXT NOT NULL, source TEXT,
    sentAt INTEGER NOT NULL, visibleAt INTEGER NOT NULL, receiveCount INTEGER NOT NULL DEFAULT 0,
    firstReceivedAt INTEGER, receiptHandle TEXT);
    CREATE INDEX IF NOT EXISTS sqs_messages_visible ON sqs_messages (queue, visibleAt);
    CREATE INDEX IF NOT EXISTS sqs_messages_age ON sqs_messages (queue, sentAt);
    CREATE INDEX IF NOT EXISTS sqs_messages_handle ON sqs_messages (receiptHandle)`);
  const insert = store.prepare(`INSERT INTO sqs_messages
    (queue, id, body, attributes, groupId, traceHeader, sender, sentAt, visibleAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const visible = store.prepare(
    'SELECT * FROM sqs_messages WHERE queue = ? AND visibleAt <= ? ORDER BY visibleAt, seq LIMIT ?',
  );
  const next = store.prepare('SELECT min(visibleAt) AS at FROM sqs_messages WHERE queue = ?');
  const take =
    store.prepare(`UPDATE sqs_messages SET receiptHandle = ?, visibleAt = ?, receiveCount = receiveCount + 1,
    firstReceivedAt = coalesce(firstReceivedAt, ?) WHERE seq = ?`);
  const give = store.prepare(
    'UPDATE sqs_messages SET queue = ?, source = queue, visibleAt = ?, receiptHandle = NULL WHERE seq = ?',
  );
  const anew =
    store.prepare(`UPDATE sqs_messages SET queue = ?, id = ?, source = NULL, sentAt = ?, visibleAt = ?,
    receiveCount = 0, firstReceivedAt = NULL, receiptHandle = NULL WHERE seq = ?`);
  const byHandle = store.prepare('SELECT * FROM sqs_messages WHERE queue = ? AND receiptHandle = ?');
  const remove = store.prepare('DELETE FROM sqs_messages WHERE queue = ? AND receiptHandle = ?');
  const hide = store.prepare('UPDATE sqs_messages SET visibleAt = ? WHERE seq = ?');
  const purge = store.prepare('DELETE FROM sqs_messages WHERE queue = ?');
  const expire = store.prepare('DELETE FROM sqs_messages WHERE queue = ? AND sentAt < ?');
  const count = store.prepare(`SELECT
    count(CASE WHEN visibleAt <= $now THEN 1 END) AS visible,
    count(CASE WHEN visibleAt > $now AND receiptHandle IS NOT NULL THEN 1 END) AS inFlight,
    count(CASE WHEN visibleAt > $now AND receiptHandle IS NULL THEN 1 END) AS delayed
    FROM sqs_messages WHERE queue = $queue`);

  return {
    add: (m: NewMessage): void => {
      insert.run(
        m.queue,
        m.id,
        m.body,
        m.attributes,
        m.groupId,
        m.traceHeader,
        m.sender,
        m.sentAt,
        m.visibleAt,
      );
    },
    visible: (queue: string, now: number, limit: number) =>
      z.array(Message).parse(visible.all(queue, now, limit)),
    /** When the next message of the queue can be received. */
    nextVisibleAt: (queue: string): number =>
      z.object({ at: z.number().nullable() }).parse(next.get(queue)).at ?? Infinity,
    take: ({ seq }: Message, handle: string, until: number, now: number): void => {
      take.run(handle, until, now, seq);
    },
    /** To the dead-letter queue: same id, same age, one step on. */
    giveUp: ({ seq }: Message, deadLetterQueue: string, now: number): void => {
      give.run(deadLetterQueue, now, seq);
    },
    /** A redriven message is a new one: new id, new age. */
    sendAnew: ({ seq }: Message, queue: string, id: string, now: number): void => {
      anew.run(queue, id, now, now, seq);
    },
    byHandle: (queue: string, handle: string): Message | undefined =>
      Message.optional().parse(byHandle.get(queue, handle)),
    remove: (queue: string, handle: string): void => {
      remove.run(queue, handle);
    },
    hideUntil: ({ seq }: Message, at: number): void => {
      hide.run(at, seq);
    },
    purge: (queue: string): void => {
      purge.run(queue);
    },
    expire: (queue: string, sentBefore: number): void => {
      expire.run(queue, sentBefore);
    },
    count: (queue: string, now: number) => Counts.parse(count.get({ $queue: queue, $now: now })),
  };
};
export type Messages = ReturnType<typeof createMessages>;
