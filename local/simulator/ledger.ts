import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** A submit as it reached a carrier of the local cloud. */
export type LedgerSubmit = {
  readonly carrier: string;
  readonly recipient: string;
  readonly sender?: string | undefined;
  readonly text: string;
  /** Our attempt id, where the submit carried one. */
  readonly token?: string | undefined;
  readonly at: number;
};

/** Where a submit stands in the story of its recipient. */
export type Recorded = {
  readonly sequence: number;
  /** Number of the text among those to this recipient, from 1. */
  readonly n: number;
  /** Number of this submit among those of the same text, over all attempts, from 1. */
  readonly submit: number;
};

const Entry = z.object({
  sequence: z.number(),
  carrier: z.string(),
  recipient: z.string(),
  sender: z.string().nullable(),
  token: z.string().nullable(),
  /** Submits that came for this attempt; more than one is a duplicate on the wire. */
  submits: z.number(),
  /** How many of them the carrier took; more than one is a duplicate on the handset. */
  taken: z.number(),
  carrierMessageId: z.string().nullable(),
  at: z.number(),
});
const Receipts = z.array(
  z.object({
    status: z.string(),
    at: z.number(),
    /** HTTP status of the answer, or null where there was none. */
    answer: z.number().nullable(),
  }),
);
export type LedgerEntry = z.infer<typeof Entry> & { readonly receipts: z.infer<typeof Receipts> };

const StorySoFar = z.object({ n: z.number().nullable(), submits: z.number() });
const LastStory = z.object({ n: z.number() });

/**
 * Submits of the same message share a story: our attempt ids end in the number of the attempt, and what is before it
 * names the message. Without one a text is known only by recipient and words.
 */
const storyOf = ({ token, recipient, text }: LedgerSubmit): string =>
  token?.replace(/_\d+$/, '') ?? JSON.stringify([recipient, text]);

/** What every carrier of the local cloud was asked to send, and the receipts that it gave. Survives a crash. */
export const createLedger = (store: DatabaseSync) => {
  store.exec(`
    CREATE TABLE IF NOT EXISTS simulator_messages (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, carrier TEXT NOT NULL, recipient TEXT NOT NULL, sender TEXT,
      token TEXT, story TEXT NOT NULL, n INTEGER NOT NULL, submits INTEGER NOT NULL DEFAULT 1,
      taken INTEGER NOT NULL DEFAULT 0, carrierMessageId TEXT, at INTEGER NOT NULL, UNIQUE (carrier, token));
    CREATE INDEX IF NOT EXISTS simulator_stories ON simulator_messages (recipient, story);
    CREATE INDEX IF NOT EXISTS simulator_numbers ON simulator_messages (recipient, n);
    CREATE TABLE IF NOT EXISTS simulator_receipts (
      carrierMessageId TEXT NOT NULL, status TEXT NOT NULL, at INTEGER NOT NULL, answer INTEGER);
    CREATE INDEX IF NOT EXISTS simulator_receipts_of ON simulator_receipts (carrierMessageId);`);
  const upsert = store.prepare(
    `INSERT INTO simulator_messages (carrier, recipient, sender, token, story, n, at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (carrier, token) DO UPDATE SET submits = submits + 1 RETURNING sequence`,
  );
  const storySoFar = store.prepare(
    'SELECT min(n) AS n, coalesce(sum(submits), 0) AS submits FROM simulator_messages WHERE recipient = ? AND story = ?',
  );
  const lastStory = store.prepare(
    'SELECT coalesce(max(n), 0) AS n FROM simulator_messages WHERE recipient = ?',
  );
  const take = store.prepare(
    'UPDATE simulator_messages SET taken = taken + 1, carrierMessageId = ? WHERE sequence = ?',
  );
  const addReceipt = store.prepare('INSERT INTO simulator_receipts VALUES (?, ?, ?, ?)');
  const page = store.prepare('SELECT * FROM simulator_messages WHERE sequence > ? ORDER BY sequence LIMIT ?');
  const receiptsOf = store.prepare(
    'SELECT status, at, answer FROM simulator_receipts WHERE carrierMessageId = ? ORDER BY rowid',
  );

  return {
    record: (submit: LedgerSubmit): Recorded => {
      const { carrier, recipient, sender = null, token = null, at } = submit;
      const story = storyOf(submit);
      const soFar = StorySoFar.parse(storySoFar.get(recipient, story));
      const n = soFar.n ?? LastStory.parse(lastStory.get(recipient)).n + 1;
      const row = upsert.get(carrier, recipient, sender, token, story, n, at);
      const { sequence } = Entry.pick({ sequence: true }).parse(row);
      return { sequence, n, submit: soFar.submits + 1 };
    },
    /** The carrier took the text under this id. */
    take: (sequence: number, carrierMessageId: string): void => {
      take.run(carrierMessageId, sequence);
    },
    addReceipt: (carrierMessageId: string, receipt: z.infer<typeof Receipts>[number]): void => {
      addReceipt.run(carrierMessageId, receipt.status, receipt.at, receipt.answer);
    },
    /** Oldest first, those after the given sequence. */
    list: ({ after, limit }: { after: number; limit: number }): LedgerEntry[] =>
      z
        .array(Entry)
        .parse(page.all(after, limit))
        .map((entry) => ({ ...entry, receipts: Receipts.parse(receiptsOf.all(entry.carrierMessageId)) })),
  };
};
export type Ledger = ReturnType<typeof createLedger>;
