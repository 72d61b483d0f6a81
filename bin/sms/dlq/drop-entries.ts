import type { DeadLetter, DeadLetterQueue } from '../../../adapters/sqs/dead-letter-queue.ts';
import type { Dlq } from './open-dlq.ts';

/** Notes who was dropped, then removes them: in this order, so that none goes without a trace. */
export const dropEntries = async (
  notes: Dlq['notes'],
  queue: DeadLetterQueue,
  entries: readonly DeadLetter[],
  now: Date,
): Promise<void> => {
  const noted = await notes.findAll(entries.map(({ entryId }) => entryId));
  const droppedAt = now.toISOString();
  await Promise.all(entries.map(({ entryId }) => notes.add(entryId, { ...noted.get(entryId), droppedAt })));
  await queue.remove(entries);
};
