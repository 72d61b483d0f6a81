import type { DeadLetter } from '../../../adapters/sqs/dead-letter-queue.ts';
import type { DeadLetterNote } from '../../../core/dead-letter-note.ts';
import type { Status } from '../../../core/status.ts';
import { type EntryNames, entryNames } from './entry-names.ts';
import type { Dlq } from './open-dlq.ts';

/** What is known of an entry: whose it is, where its message stands, and why it was given up. */
export type Inspected = EntryNames & {
  readonly entryId: string;
  readonly sentAt: string;
  readonly readable: boolean;
  readonly status: Status | undefined;
  readonly note: DeadLetterNote | undefined;
};

export const inspectEntries = async (
  { notes, statuses }: Pick<Dlq, 'notes' | 'statuses'>,
  entries: readonly DeadLetter[],
): Promise<readonly Inspected[]> => {
  const named = entries.map((entry) => ({ entry, names: entryNames(entry.body) }));
  const messageIds = new Set(named.flatMap(({ names }) => names?.messageId ?? []));
  const noteOf = await notes.findAll(entries.map(({ entryId }) => entryId));
  const states = await statuses.findAll([...messageIds]);
  const statusOf = new Map(states.map(({ messageId, status }) => [messageId, status]));
  return named.map(({ entry: { entryId, sentAt }, names }) => ({
    ...names,
    ...{ entryId, sentAt, readable: names !== undefined, note: noteOf.get(entryId) },
    status: names?.messageId && statusOf.get(names.messageId),
  }));
};

/** Why it was given up, in a line. */
export const reasonOf = ({ readable, note }: Pick<Inspected, 'readable' | 'note'>): string => {
  if (note?.error !== undefined) return note.message ? `${note.error}: ${note.message}` : note.error;
  return readable ? 'no error: its function crashed, ran out of time or was throttled' : 'unreadable';
};
