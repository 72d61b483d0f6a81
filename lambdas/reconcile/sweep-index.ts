import { dayOf, dueShards, hourOf, type IndexKey, partitionOf } from '../../core/message-indexes.ts';
import type { Clock, IndexEntry, MessageIndex, SweepCursors, TenantDays } from '../../core/ports.ts';
import type { SweepCursor } from '../../core/sweep/sweep-cursor.ts';
import { firstCursor, stretchOf, type Walk } from '../../core/sweep/walks.ts';

export type SweepIndexDeps = {
  readonly index: MessageIndex;
  readonly tenantDays: Pick<TenantDays, 'tenantsOf'>;
  readonly cursors: SweepCursors;
  readonly clock: Clock;
};

const pageSize = 100;

/** What is needed to look at one page and to write down that it was looked at, in milliseconds. */
const pageMs = 3_000;

/**
 * Takes a walk as far as time allows, and hands its messages on page by page. The cursor is written after the page, on
 * condition of what was read: a crash repeats a page, and of two runs that overlap one stops.
 */
export const createSweepIndex = ({ index, tenantDays, cursors, clock }: SweepIndexDeps) => {
  const partitionsOf = async (walk: Walk, from: string): Promise<IndexKey[]> => {
    if (walk.index === 'byDue') {
      return Array.from({ length: dueShards }, (_, shard) => ({ index: 'byDue', hour: hourOf(from), shard }));
    }
    const day = dayOf(from);
    return (await tenantDays.tenantsOf(day)).map((tenant) => ({ index: 'byTime', tenant, day }));
  };

  return async (
    walk: Walk,
    remainingMs: () => number,
    take: (entries: readonly IndexEntry[]) => Promise<void>,
  ): Promise<void> => {
    const found = await cursors.find(walk.name);
    let cursor: SweepCursor = found?.cursor ?? firstCursor(walk, clock());
    let revision = found?.revision;

    /** False when another run is ahead, or when the time is up. */
    const advance = async (to: SweepCursor): Promise<boolean> => {
      const saved = await cursors.save(walk.name, to, revision);
      if (saved === 'conflict') return false;
      cursor = to;
      revision = saved;
      return remainingMs() > pageMs;
    };

    /** Looks at what is left of one partition. False when this run is to stop. */
    const lookAt = async (key: IndexKey, stretch: { from: string; until: string }): Promise<boolean> => {
      const partition = partitionOf(key);
      for (;;) {
        // All places of one time are of the same length, so that nothing is between one and the same with a tilde.
        const from = cursor.partition === partition && cursor.after ? `${cursor.after}~` : stretch.from;
        const range = { from, until: stretch.until, order: 'oldest first', limit: pageSize } as const;
        const entries = await index.page(key, range);
        const last = entries.at(-1);
        if (!last) return true;
        await take(entries);
        if (!(await advance({ ...stretch, partition, after: last.place }))) return false;
        if (entries.length < pageSize) return true;
      }
    };

    while (remainingMs() > pageMs) {
      const stretch = stretchOf(walk, cursor, clock());
      if (!stretch) return;
      for (const key of await partitionsOf(walk, stretch.from)) {
        const partition = partitionOf(key);
        if (partition < (cursor.partition ?? '')) continue;
        if (!(await lookAt(key, stretch))) return;
        // Also where nothing was found: a run that looks at empty partitions only must get further too.
        if (remainingMs() <= pageMs) {
          await advance(cursor.partition === partition ? cursor : { ...stretch, partition });
          return;
        }
      }
      if (!(await advance({ from: stretch.until }))) return;
    }
  };
};
