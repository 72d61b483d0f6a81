import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DeadLetterNote } from '../../core/dead-letter-note.ts';
import type { Clock, DeadLetterNoteReader, DeadLetterNotes } from '../../core/ports.ts';
import { readMany } from './row-reader.ts';

const prefix = 'dead-letter#';

/** A day longer than any queue keeps an entry. */
const keptSeconds = 15 * 86_400;

/** A note is not worth holding up the other entries of the batch: milliseconds. */
const patienceMs = 700;

const NoteItem = DeadLetterNote.extend({ pk: z.string() });

/** Notes as rows of the `Statuses` table, each under the id of its entry, which the entry keeps when it is set aside. */
export const createDeadLetterNotes = (
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): DeadLetterNotes & DeadLetterNoteReader => ({
  add: async (entryId, note) => {
    const expiresAtEpoch = Math.floor(clock().getTime() / 1000) + keptSeconds;
    const Item = { pk: prefix + entryId, ...note, expiresAtEpoch };
    const put = new PutCommand({ TableName: table, Item });
    await client.send(put, { abortSignal: AbortSignal.timeout(patienceMs) });
  },
  findAll: async (entryIds) => {
    const ids = [...new Set(entryIds)].map((entryId) => prefix + entryId);
    const items = z.array(NoteItem).parse(await readMany(client, { table, key: 'pk' }, 'current')(ids));
    return new Map(items.map(({ pk, ...note }) => [pk.slice(prefix.length), note]));
  },
});
