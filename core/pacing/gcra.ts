import type { Lane } from '../lanes.ts';
import type { Limit } from './pacing.ts';

/*
 * The generic cell rate algorithm (ITU-T I.371): all that a limiter remembers is a mark in time, in milliseconds
 * since 1970, up to which its capacity is given away. What is taken moves the mark on from where it is, or from now,
 * whichever is later; how far the mark is ahead of now is the backlog.
 */

/**
 * The part of the burst that the backlog may fill with a lane's texts. The rest stays free for the lanes before it,
 * so that a code finds room however long a campaign has saturated its sender.
 */
const shareOfLane: Readonly<Record<Lane, number>> = { otp: 1, transactional: 0.8, promotional: 0.6 };

/** Whole milliseconds that segments take at the rate, never less than they do. */
export const costMs = (segments: number, { segmentsPerSecond }: Limit): number =>
  Math.ceil((segments * 1000) / segmentsPerSecond);

/** The backlog that a lane may leave behind, in milliseconds. */
export const allowanceMs = (limit: Limit, lane: Lane): number =>
  Math.floor((limit.burstSegments * shareOfLane[lane] * 1000) / limit.segmentsPerSecond);

/**
 * The longest backlog, in milliseconds, that texts which cost `cost` may find. A text that is larger than the
 * allowance goes when there is none, since it would never go otherwise.
 */
export const roomBefore = (cost: number, allowance: number): number => Math.max(0, allowance - cost);

/** What `count` texts, from the first, cost together. */
export const costOfFirst = (count: number, segmentCounts: readonly number[], limit: Limit): number =>
  costMs(
    segmentCounts.slice(0, count).reduce((sum, segments) => sum + segments, 0),
    limit,
  );

/** How many of the texts, from the first, may go now. In turn: a long text is not overtaken for ever by short ones. */
export const fitting = (
  segmentCounts: readonly number[],
  { backlog, limit, lane }: { readonly backlog: number; readonly limit: Limit; readonly lane: Lane },
): number => {
  const allowance = allowanceMs(limit, lane);
  const fits = (count: number): boolean => {
    const cost = costOfFirst(count, segmentCounts, limit);
    return Math.max(0, backlog) <= (count === 1 ? roomBefore(cost, allowance) : allowance - cost);
  };
  const refused = segmentCounts.findIndex((_, i) => !fits(i + 1));
  return refused === -1 ? segmentCounts.length : refused;
};
