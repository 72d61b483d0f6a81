import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { FailureCode } from '../../core/failures.ts';

const Step = z.object({
  status: z.enum(['sent', 'delivered', 'undelivered', 'failed', 'expired', 'canceled']),
  failure: FailureCode.optional(),
  at: z.number(),
});

const Row = z.object({
  api: z.string(),
  /** Of the text, and of its further segments where each has one. */
  ids: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  recipient: z.string(),
  sender: z.string(),
  reference: z.string().nullable(),
  callbackUrl: z.string().nullable(),
  segmentCount: z.number(),
  createdAt: z.number(),
  story: z.string().transform((text) => z.array(Step).parse(JSON.parse(text))),
});

/** A text that a carrier took, and what is to become of it. Times in milliseconds since 1970. */
export type TakenText = z.infer<typeof Row>;

export type TextFilter = {
  readonly api: string;
  readonly recipient?: string | undefined;
  readonly reference?: string | undefined;
  /** Taken at or after, before. */
  readonly from: number;
  readonly until: number;
};

/** Where a text is in its life: undefined before the first step. A final status stays. */
export const stepOf = ({ story }: TakenText, now: number): z.infer<typeof Step> | undefined => {
  const past = story.filter(({ at }) => at <= now);
  return past.find(({ status }) => status !== 'sent') ?? past.at(-1);
};

/** The texts that carriers took, for those that can be asked about them. */
export const createTakenTexts = (store: DatabaseSync) => {
  store.exec(`
    CREATE TABLE IF NOT EXISTS simulator_texts (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, api TEXT NOT NULL, ids TEXT NOT NULL, recipient TEXT NOT NULL,
      sender TEXT NOT NULL, reference TEXT, callbackUrl TEXT, segmentCount INTEGER NOT NULL,
      createdAt INTEGER NOT NULL, story TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS simulator_texts_recipient ON simulator_texts (recipient);`);
  const insert = store.prepare(
    `INSERT INTO simulator_texts (api, ids, recipient, sender, reference, callbackUrl, segmentCount, createdAt, story)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = store.prepare(
    `SELECT * FROM simulator_texts
     WHERE api = :api AND (:recipient IS NULL OR recipient = :recipient)
       AND (:reference IS NULL OR reference = :reference) AND createdAt >= :from AND createdAt < :until
     ORDER BY sequence DESC`,
  );

  return {
    add: (text: TakenText): void => {
      const { api, ids, recipient, sender, reference, callbackUrl, segmentCount, createdAt, story } = text;
      const [idsText, storyText] = [JSON.stringify(ids), JSON.stringify(story)];
      insert.run(api, idsText, recipient, sender, reference, callbackUrl, segmentCount, createdAt, storyText);
    },
    /** Newest first. */
    list: ({ recipient, reference, ...filter }: TextFilter): TakenText[] =>
      z
        .array(Row)
        .parse(select.all({ ...filter, recipient: recipient ?? null, reference: reference ?? null })),
  };
};
export type TakenTexts = ReturnType<typeof createTakenTexts>;
