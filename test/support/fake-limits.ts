import { createLimiter, type Limiter } from '../../core/limits/limiter.ts';
import { Limits } from '../../core/limits/limits.ts';
import type { Clock, KeyUsage, WindowCounters } from '../../core/ports.ts';
import { FakeClock, silentLog } from './fake-ports.ts';

/** Adds up, counts the additions, and can be down. */
export class FakeCounters implements WindowCounters {
  readonly sums = new Map<string, number>();
  additions = 0;
  down = false;

  async add(counter: string, amount: number) {
    this.additions += 1;
    if (this.down) throw new Error('the table is down');
    const sum = (this.sums.get(counter) ?? 0) + amount;
    this.sums.set(counter, sum);
    return sum;
  }
}

export class FakeKeyUsage implements KeyUsage {
  readonly noted = new Map<string, string>();
  down = false;

  async note(keyId: string, at: Date) {
    if (this.down) throw new Error('the table is down');
    this.noted.set(keyId, at.toISOString());
  }

  async lastUsed(keyIds: readonly string[]) {
    return new Map(
      keyIds.flatMap((keyId) => {
        const at = this.noted.get(keyId);
        return at === undefined ? [] : [[keyId, at] as const];
      }),
    );
  }
}

/** A container's limiter; several of them may share their counters. */
export const limiterWith = (
  limits: Parameters<typeof Limits.parse>[0] = {},
  counters: WindowCounters = new FakeCounters(),
  clock: Clock = new FakeClock().now,
): Limiter => createLimiter(Limits.parse(limits), { counters, clock, log: silentLog });
