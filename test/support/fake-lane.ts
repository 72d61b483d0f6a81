import type { LaneEntry } from '../../core/lane-entry.ts';
import type { Delivery, LaneQueue } from '../../core/ports.ts';
import { type FakeClock, FakeLaneQueue } from './fake-ports.ts';

type Held = { readonly entry: LaneEntry; visibleAt: number; receives: number };

/** A lane's queue in virtual time: delays, visibility, and a dead-letter queue after five receives. */
export class FakeLane extends FakeLaneQueue implements LaneQueue {
  readonly deadLetters: LaneEntry[] = [];
  private readonly held = new Set<Held>();
  private nextVisibleAt = Number.POSITIVE_INFINITY;
  private readonly clock: FakeClock;

  constructor(clock: FakeClock) {
    super();
    this.clock = clock;
  }

  override async enqueue(entry: LaneEntry, delaySeconds = 0) {
    await super.enqueue(entry, delaySeconds);
    const visibleAt = this.now + delaySeconds * 1000;
    this.held.add({ entry, visibleAt, receives: 0 });
    this.nextVisibleAt = Math.min(this.nextVisibleAt, visibleAt);
  }

  get isEmpty(): boolean {
    return this.held.size === 0;
  }

  /** A batch of up to ten that nobody else gets for a minute. */
  receive(): Held[] {
    if (this.now < this.nextVisibleAt) return [];
    const batch = [...this.held].filter(({ visibleAt }) => visibleAt <= this.now).slice(0, 10);
    for (const held of batch) {
      held.visibleAt = this.now + 60_000;
      held.receives += 1;
    }
    this.nextVisibleAt = Math.min(...[...this.held].map(({ visibleAt }) => visibleAt));
    return batch;
  }

  /** Runs the step for each entry of a batch, as the trigger's wrapper does. */
  async work(batch: Held[], step: (entry: LaneEntry, delivery: Delivery) => Promise<void>): Promise<void> {
    const settled = await Promise.allSettled(
      batch.map(({ entry, receives }) => step(entry, { receivedBefore: receives > 1, remainingMs: 10_000 })),
    );
    settled.forEach(({ status }, i) => {
      const held = batch[i];
      if (!held || (status === 'rejected' && held.receives < 5)) return;
      this.held.delete(held);
      if (status === 'rejected') this.deadLetters.push(held.entry);
    });
  }

  private get now(): number {
    return this.clock.now().getTime();
  }
}
