import { inGroups } from '../in-groups.ts';
import type { Lane } from '../lanes.ts';
import type { Clock, LimiterStore, Log, PaceRequest, Pacer } from '../ports.ts';
import { allowanceMs, costOfFirst, fitting, roomBefore } from './gcra.ts';
import { type Limit, limitOf, type Pacing } from './pacing.ts';

export type PacerDeps = {
  readonly pacing: Pacing;
  readonly limiters: LimiterStore;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly jitter: () => number;
  /** Resolves when the callers that come together have come; never rejects. */
  readonly gather: () => Promise<void>;
  readonly log: Log;
};

/** The longest delay of a queue entry, in milliseconds: whom the line would keep longer asks again. */
const longestWaitMs = 900_000;

/**
 * The line calls twice as many as can go. Nobody comes back on the dot, and capacity that nobody asks for is lost: at 1
 * a campaign got 60% of its rate, at 2 it gets 90%, for a third more rounds through the queue.
 */
const calledPerPlace = 2;

/** How long to keep off a limiter that is too busy to answer: this, and up to as much again, in milliseconds. */
const busyWaitMs = 1_000;

/** How often the limiter is asked again when others have taken what there seemed to be. */
const maxTakes = 4;

const later = (segmentCounts: readonly number[], shortestMs: number, jitter: () => number): number[] =>
  segmentCounts.map(() => shortestMs * (1 + jitter()));

/** A text at a gate. */
type Caller = {
  readonly segmentCount: number;
  /** Whether it comes back here when it cannot go. */
  readonly waits: boolean;
};

/** Lets the texts of one lane through one limiter. Remembers the marks: they only grow, so an old "full" still holds. */
const createGate = (
  limit: Limit,
  lane: Lane,
  { limiters, clock, jitter, log }: PacerDeps,
): ((callers: readonly Caller[]) => Promise<readonly number[]>) => {
  const allowance = allowanceMs(limit, lane);
  let given = 0;
  let lined = 0;

  /** How many of the texts, from the first, may go now. */
  const take = async (segmentCounts: readonly number[]): Promise<number | 'busy'> => {
    for (let takes = 0; takes < maxTakes; takes += 1) {
      const now = clock().getTime();
      const count = fitting(segmentCounts, { backlog: given - now, limit, lane });
      if (count === 0) return 0;
      const cost = costOfFirst(count, segmentCounts, limit);
      const upTo = now + roomBefore(cost, allowance);
      const moved = await limiters.advance(limit.key, 'given', { from: now, by: cost, upTo, seen: given });
      if (moved === 'busy') return 'busy';
      given = moved.at;
      if (moved.advanced) return count;
    }
    return 'busy';
  };

  /** Places in the lane's line, one behind the other: milliseconds until each one's turn. */
  const lineUp = async (segmentCounts: readonly number[]): Promise<readonly number[] | 'busy'> => {
    if (segmentCounts.length === 0) return [];
    const now = clock().getTime();
    const end = now + longestWaitMs;
    const placeOf = (i: number): number => Math.ceil(costOfFirst(i, segmentCounts, limit) / calledPerPlace);
    const by = placeOf(segmentCounts.length);
    if (lined <= end) {
      const from = Math.min(end, Math.max(now, given - allowance));
      const moved = await limiters.advance(limit.key, lane, { from, by, upTo: end, seen: lined });
      if (moved === 'busy') return 'busy';
      lined = moved.at;
      if (moved.advanced) {
        const begin = moved.at - by - now;
        return segmentCounts.map((_, i) => Math.max(1, begin + placeOf(i)));
      }
    }
    return later(segmentCounts, longestWaitMs / 2, jitter);
  };

  return async (callers) => {
    const taken = await take(callers.map(({ segmentCount }) => segmentCount));
    const count = taken === 'busy' ? 0 : taken;
    const left = callers.slice(count);
    const waiting = left.filter(({ waits }) => waits).map(({ segmentCount }) => segmentCount);
    const places = taken === 'busy' ? 'busy' : await lineUp(waiting);
    if (places === 'busy') log.warn('limiter is busy', { count: left.length });
    const waits = (places === 'busy' ? later(waiting, busyWaitMs, jitter) : places).values();
    return callers.map((caller, i) => {
      if (i < count) return 0;
      return caller.waits ? (waits.next().value ?? longestWaitMs) : longestWaitMs;
    });
  };
};

/**
 * Paces by segments, for each carrier and sender, over all functions that share the limiters. Those who ask together
 * share one write for the ones that go and one for the ones that wait. A limiter that is throttled or fought over
 * keeps everyone waiting: a text too many cannot be taken back, and the queue holds what waits.
 */
export const createPacer = (deps: PacerDeps): Pacer => {
  const gates = new Map<string, (caller: Caller) => Promise<number>>();
  const call = async ({ carrier, sender, lane, segmentCount }: PaceRequest, waits: boolean) => {
    const limit = limitOf(deps.pacing, carrier, sender);
    if (!limit) return 0;
    const name = `${lane} ${limit.key}`;
    const gate = gates.get(name) ?? inGroups(createGate(limit, lane, deps), deps.gather);
    gates.set(name, gate);
    return gate({ segmentCount, waits });
  };
  return {
    ask: (request) => call(request, true),
    take: async (request) => (await call(request, false)) === 0,
    longestWaitMs: (carrier) => (deps.pacing[carrier]?.overflowSeconds ?? Number.POSITIVE_INFINITY) * 1000,
  };
};
