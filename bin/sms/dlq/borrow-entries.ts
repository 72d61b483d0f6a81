import type { DeadLetter, DeadLetterQueue } from '../../../adapters/sqs/dead-letter-queue.ts';
import { entryNames } from './entry-names.ts';

/** Up to so many entries, as far as SQS can tell the oldest first. They are borrowed: give them back. */
export const borrowFirst = async (queue: DeadLetterQueue, limit: number): Promise<readonly DeadLetter[]> => {
  const entries: DeadLetter[] = [];
  for await (const batch of queue.borrow()) {
    entries.push(...batch);
    if (entries.length >= limit) break;
  }
  await queue.giveBack(entries.slice(limit));
  return entries.slice(0, limit);
};

/**
 * The entries of these ids, each the queue's own or that of a message. They are borrowed; those that were looked
 * through for them are given back.
 */
export const borrowNamed = async (
  queue: DeadLetterQueue,
  ids: readonly string[],
): Promise<{ readonly entries: readonly DeadLetter[]; readonly missing: readonly string[] }> => {
  const missing = new Set(ids);
  const entries: DeadLetter[] = [];
  const others: DeadLetter[] = [];
  for await (const batch of queue.borrow()) {
    for (const entry of batch) {
      const names = [entry.entryId, entryNames(entry.body)?.messageId ?? ''];
      const wanted = names.some((name) => ids.includes(name));
      (wanted ? entries : others).push(entry);
      if (wanted) for (const name of names) missing.delete(name);
    }
    if (missing.size === 0) break;
  }
  await queue.giveBack(others);
  return { entries, missing: [...missing] };
};
