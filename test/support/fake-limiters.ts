import type { Advance, LimiterStore } from '../../core/ports.ts';

/** Keeps the promise of the conditional writes, and counts them. */
export class FakeLimiterStore implements LimiterStore {
  readonly marks = new Map<string, number>();
  writes = 0;
  busy = false;

  async advance(key: string, mark: string, { from, by, upTo }: Advance) {
    if (this.busy) return 'busy' as const;
    this.writes += 1;
    await Promise.resolve();
    const name = `${key} ${mark}`;
    const at = this.marks.get(name) ?? 0;
    if (at > upTo) return { advanced: false, at };
    const moved = Math.max(at, from) + by;
    this.marks.set(name, moved);
    return { advanced: true, at: moved };
  }
}
