import type { AccountFailure, Observation } from './observation.ts';
import { mergeSeries, type Series } from './series.ts';
import { thresholds } from './thresholds.ts';

/** What one function saw of a carrier since it last told the others. */
export type Tally = {
  readonly answered: Series;
  readonly refused: Series;
  readonly throttled: Series;
  readonly ambiguous: Series;
  readonly answeredAt?: string;
  readonly prompt: Series;
  readonly slow: Series;
  readonly account?: AccountFailure;
  /** What the probe told. */
  readonly probe?: Exclude<Observation['kind'], 'delivered'>;
  /** Observations in it. */
  readonly size: number;
};

export const emptyTally: Tally = {
  ...{ answered: [], refused: [], throttled: [], ambiguous: [], prompt: [], slow: [] },
  size: 0,
};

/** Submits are counted by ten seconds, deliveries by the minute. */
const submitSlotMs = 10_000;
const deliverySlotMs = 60_000;

/** The first slots that still count. */
export const submitsFrom = (now: Date): number => now.getTime() - thresholds.submitWindowSeconds * 1000;
export const deliveriesFrom = (now: Date): number => now.getTime() - thresholds.deliveryWindowSeconds * 1000;

const one = (now: Date, slotMs: number): Series => [[Math.floor(now.getTime() / slotMs) * slotMs, 1]];

/** Adds one observation. Observations too old to count are dropped, so that a tally stays small however long it waits. */
export const tallied = (tally: Tally, observation: Observation, isProbe: boolean, now: Date): Tally => {
  const { kind } = observation;
  const size = tally.size + 1;
  if (kind === 'delivered') {
    const speed = observation.seconds >= thresholds.slowAfterSeconds ? 'slow' : 'prompt';
    const series = mergeSeries(tally[speed], one(now, deliverySlotMs), deliveriesFrom(now));
    return { ...tally, size, [speed]: series };
  }
  const probe = isProbe && { probe: kind };
  if (kind === 'account') {
    // Counted as a refusal too: a permission that is missing for many texts opens the breaker by their share.
    const refused = mergeSeries(tally.refused, one(now, submitSlotMs), submitsFrom(now));
    return { ...tally, size, refused, account: observation.code, ...probe };
  }
  const series = mergeSeries(tally[kind], one(now, submitSlotMs), submitsFrom(now));
  const answered = kind === 'answered' && { answeredAt: now.toISOString() };
  return { ...tally, size, [kind]: series, ...answered, ...probe };
};
