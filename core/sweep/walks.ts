import { maxValiditySeconds } from '../api/message-request.ts';
import type { SweepCursor } from './sweep-cursor.ts';

/** One pass over an index, which keeps a fixed distance from now. */
export type Walk = {
  /** Its cursor's name for ever. */
  readonly name: string;
  readonly index: 'byTime' | 'byDue';
  /** How old what it looks at is, in seconds; below zero, it looks ahead. */
  readonly lagSeconds: number;
  /** It waits until there is so much to look at, in seconds: a query for each minute would cost more. */
  readonly leastSeconds: number;
};

const hour = 3_600;

/** Ahead of time by this much, in seconds, a scheduled text is put into its lane: more than a late run or a slow index. */
const lookAheadSeconds = 300;

/**
 * The walks: what falls due, and then what there is to find 20 minutes after a message was accepted or due (lost
 * claims, one-time codes that nobody let expire), after 25 hours (texts of the default validity), when the receipt of
 * a text that was sent at once is overdue, and when that of a text that was sent at the end of the longest validity is.
 */
export const walks = (receiptTimeoutSeconds: number): readonly Walk[] => {
  const lags = [
    ['early', hour / 3],
    ['daily', 25 * hour],
    ['late', Math.max(receiptTimeoutSeconds, maxValiditySeconds) + hour],
    ['last', receiptTimeoutSeconds + maxValiditySeconds + hour],
  ] as const;
  const checks = lags.flatMap(([name, lagSeconds]): Walk[] => [
    { name: `accepted ${name}`, index: 'byTime', lagSeconds, leastSeconds: 300 },
    { name: `due ${name}`, index: 'byDue', lagSeconds, leastSeconds: 300 },
  ]);
  return [{ name: 'due', index: 'byDue', lagSeconds: -lookAheadSeconds, leastSeconds: 1 }, ...checks];
};

/** How far back a walk begins that has no cursor yet: nothing can be older in a pipeline that was just deployed. */
const firstSeconds = hour;

/** The end of the day or hour that a time is in: an index has a partition for each. */
const bucketEnd = ({ index }: Walk, time: number): number => {
  const length = (index === 'byTime' ? 24 : 1) * hour * 1000;
  return (Math.floor(time / length) + 1) * length;
};

const reach = ({ lagSeconds }: Walk, now: Date): number => now.getTime() - lagSeconds * 1000;

export const firstCursor = (walk: Walk, now: Date): SweepCursor => ({
  from: new Date(reach(walk, now) - firstSeconds * 1000).toISOString(),
});

/** The stretch of time to look at next, within one partition's; undefined where there is too little yet. */
export const stretchOf = (
  walk: Walk,
  { from, until }: SweepCursor,
  now: Date,
): { readonly from: string; readonly until: string } | undefined => {
  if (until !== undefined) return { from, until };
  const begin = Date.parse(from);
  const end = Math.min(bucketEnd(walk, begin), reach(walk, now));
  const isWhole = end === bucketEnd(walk, begin);
  return isWhole || end - begin >= walk.leastSeconds * 1000
    ? { from, until: new Date(end).toISOString() }
    : undefined;
};
