import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** A message as Twilio keeps it. Times in milliseconds since 1970. */
const TwilioMessage = z.object({
  sid: z.string(),
  recipient: z.string(),
  sender: z.string().nullable(),
  messagingServiceSid: z.string().nullable(),
  body: z.string(),
  status: z.string(),
  errorCode: z.number().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  sentAt: z.number().nullable(),
});
export type TwilioMessage = z.infer<typeof TwilioMessage>;

const FoundMessage = TwilioMessage.optional();

export type MessageFilter = {
  readonly recipient: string | null;
  readonly sender: string | null;
  /** Created at or after, before: milliseconds. */
  readonly from: number;
  readonly until: number;
  readonly offset: number;
  readonly limit: number;
};

/** Twilio's Messages resource in the store. */
export const createTwilioMessages = (store: DatabaseSync) => {
  store.exec(`
    CREATE TABLE IF NOT EXISTS simulator_twilio (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, sid TEXT NOT NULL UNIQUE, recipient TEXT NOT NULL, sender TEXT,
      messagingServiceSid TEXT, body TEXT NOT NULL, status TEXT NOT NULL, errorCode INTEGER,
      createdAt INTEGER NOT NULL, updatedAt INTEGER NOT NULL, sentAt INTEGER);
    CREATE INDEX IF NOT EXISTS simulator_twilio_recipient ON simulator_twilio (recipient);`);
  const insert = store.prepare(
    `INSERT INTO simulator_twilio (sid, recipient, sender, messagingServiceSid, body, status, createdAt, updatedAt)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const bySid = store.prepare('SELECT * FROM simulator_twilio WHERE sid = ?');
  const update = store.prepare(
    `UPDATE simulator_twilio SET status = ?, errorCode = ?, updatedAt = ?, sentAt = coalesce(sentAt, ?)
     WHERE sid = ? AND status NOT IN ('delivered', 'undelivered', 'failed', 'canceled')`,
  );
  const page = store.prepare(
    `SELECT * FROM simulator_twilio
     WHERE (:recipient IS NULL OR recipient = :recipient) AND (:sender IS NULL OR sender = :sender)
       AND createdAt >= :from AND createdAt < :until
     ORDER BY sequence DESC LIMIT :limit OFFSET :offset`,
  );

  return {
    add: (message: Omit<TwilioMessage, 'errorCode' | 'updatedAt' | 'sentAt'>): void => {
      const { sid, recipient, sender, messagingServiceSid, body, status, createdAt } = message;
      insert.run(sid, recipient, sender, messagingServiceSid, body, status, createdAt, createdAt);
    },
    find: (sid: string): TwilioMessage | undefined => FoundMessage.parse(bySid.get(sid)),
    /** Moves the status on; a final one stays. */
    advance: (sid: string, status: string, errorCode: number | null, at: number): void => {
      update.run(status, errorCode, at, at, sid);
    },
    list: (filter: MessageFilter): TwilioMessage[] => z.array(TwilioMessage).parse(page.all(filter)),
  };
};
export type TwilioMessages = ReturnType<typeof createTwilioMessages>;
