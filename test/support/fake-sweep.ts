import type { LaneEntry } from '../../core/lane-entry.ts';
import { dayOf } from '../../core/message-indexes.ts';
import type { LaneEntries, SweepCursors, TenantDays } from '../../core/ports.ts';
import type { SweepCursor } from '../../core/sweep/sweep-cursor.ts';
import type { FakeMessageStore } from './fake-stores.ts';

/** Cursors that keep the promise of their conditional write. */
export class FakeSweepCursors implements SweepCursors {
  readonly rows = new Map<string, { cursor: SweepCursor; revision: string }>();
  writes = 0;

  async find(name: string) {
    return this.rows.get(name);
  }

  async save(name: string, cursor: SweepCursor, revision: string | undefined) {
    if (this.rows.get(name)?.revision !== revision) return 'conflict' as const;
    this.writes += 1;
    const next = `r${this.writes}`;
    this.rows.set(name, { cursor, revision: next });
    return next;
  }
}

/** Takes many entries at once, and may be told to fail. */
export class FakeLaneEntries implements LaneEntries {
  readonly entries: { entry: LaneEntry; delaySeconds: number }[] = [];
  failNext = false;

  async enqueueAll(entries: FakeLaneEntries['entries']) {
    if (this.failNext) {
      this.failNext = false;
      throw new Error('the queue is down');
    }
    this.entries.push(...entries);
  }
}

/** The tenants of a day, by the rows of a fake table. */
export const fakeTenantDays = (messages: FakeMessageStore): Pick<TenantDays, 'tenantsOf'> => ({
  tenantsOf: async (day) => {
    const ofDay = [...messages.rows.values()].filter(({ createdAt }) => dayOf(createdAt) === day);
    return [...new Set(ofDay.map(({ tenant }) => tenant))].sort();
  },
});
