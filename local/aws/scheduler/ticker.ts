import * as z from 'zod';
import type { CloudContext } from '../../resource.ts';
import { atomically } from '../../state/atomically.ts';
import { readExpression, type Timing } from './expression.ts';

export type Ticking = {
  /** Its name for ever: what is known on disk is found again under it. */
  readonly arn: string;
  readonly expression: string;
  /** Rules wait one interval after their creation, schedules fire at once. */
  readonly firstAfterInterval: boolean;
  /** Must write durably what is to be done (a delivery), not do it. */
  readonly fire: (scheduledFor: number) => void;
};

export interface Ticker {
  set(ticking: Ticking): void;
  stop(): void;
}

const Row = z.object({ expression: z.string(), nextAt: z.number().nullable() });

/** The next time of a timing after one that was due, or null when there is none. */
const nextAfter = (timing: Timing, due: number, now: number): number | null => {
  if ('onceAt' in timing) return null;
  const missed = Math.floor((now - due) / timing.everyMs);
  return due + (missed + 1) * timing.everyMs;
};

/**
 * Fires schedules in time, also those that fell due while no process ran: once, not once for each interval, since a
 * laptop that was closed for a night must not start with hundreds of sweeps.
 */
export const createTicker = ({ store, clock }: Pick<CloudContext, 'store' | 'clock'>): Ticker => {
  store.exec(
    'CREATE TABLE IF NOT EXISTS ticks (arn TEXT PRIMARY KEY, expression TEXT NOT NULL, nextAt INTEGER)',
  );
  const select = store.prepare('SELECT expression, nextAt FROM ticks WHERE arn = ?');
  const save = store.prepare('INSERT OR REPLACE INTO ticks VALUES (?, ?, ?)');
  const timers = new Map<string, () => void>();

  const arm = (ticking: Ticking, timing: Timing, nextAt: number | null): void => {
    timers.get(ticking.arn)?.();
    if (nextAt === null) return;
    const tick = (): void => {
      const next = nextAfter(timing, nextAt, clock.now());
      atomically(store, () => {
        save.run(ticking.arn, ticking.expression, next);
        ticking.fire(nextAt);
      });
      arm(ticking, timing, next);
    };
    timers.set(ticking.arn, clock.at(nextAt, tick));
  };

  return {
    set: (ticking) => {
      const timing = readExpression(ticking.expression);
      const known = Row.optional().parse(select.get(ticking.arn));
      if (known?.expression === ticking.expression) return arm(ticking, timing, known.nextAt);
      const wait = 'everyMs' in timing && ticking.firstAfterInterval ? timing.everyMs : 0;
      const first = 'onceAt' in timing ? timing.onceAt : clock.now() + wait;
      save.run(ticking.arn, ticking.expression, first);
      arm(ticking, timing, first);
    },
    stop: () => {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
};
