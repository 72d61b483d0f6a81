import { msUntilProbe } from './breaker.ts';
import type { Breaker, CarrierHealth } from './carrier-health.ts';
import { totalSince } from './series.ts';
import { deliveriesFrom } from './tally.ts';
import { thresholds } from './thresholds.ts';

const secondsSince = (time: string, now: Date): number => (now.getTime() - Date.parse(time)) / 1000;

/** How a carrier delivered lately; undefined where too little came to tell. */
export const speedOf = ({ prompt, slow }: CarrierHealth, now: Date): 'prompt' | 'slow' | undefined => {
  const from = deliveriesFrom(now);
  const late = totalSince(slow, from);
  const deliveries = totalSince(prompt, from) + late;
  if (deliveries < thresholds.fewestDeliveries) return undefined;
  return late >= thresholds.slowShare * deliveries ? 'slow' : 'prompt';
};

/** What is left of a carrier's configured weight, in percent: what it lost comes back by time alone. */
export const weightPercent = ({ weight }: CarrierHealth, now: Date): number => {
  if (!weight) return 100;
  const raises = Math.floor(secondsSince(weight.since, now) / thresholds.raiseEverySeconds);
  return Math.min(100, weight.percent + thresholds.weightStep * Math.max(0, raises));
};

/** Whether the carrier would lose weight, if others are there that deliver promptly. */
export const mayLoseWeight = (health: CarrierHealth, now: Date): boolean =>
  speedOf(health, now) === 'slow' &&
  (!health.weight || secondsSince(health.weight.since, now) >= thresholds.lowerEverySeconds);

/**
 * Lowers the weight of a slow carrier, unless all are slow: then it is the networks, and moving texts around would
 * help nobody.
 */
export const afterDeliveries = (
  health: CarrierHealth,
  others: readonly CarrierHealth[],
  now: Date,
): CarrierHealth => {
  if (!mayLoseWeight(health, now) || !others.some((other) => speedOf(other, now) === 'prompt')) return health;
  const percent = Math.max(thresholds.lowestWeight, weightPercent(health, now) - thresholds.weightStep);
  return { ...health, weight: { percent, since: now.toISOString() } };
};

const shareWhile = (breaker: Breaker, now: Date): number => {
  if (breaker.state === 'closed') return 1;
  // Some must go there, or nobody would ever see that the carrier is back.
  return breaker.state === 'open' && msUntilProbe(breaker, now) > 0 ? 0 : thresholds.probationShare;
};

/** The part of its configured weight by which a carrier is drawn for new texts: 0 to 1. */
export const shareOfWeight = (health: CarrierHealth, now: Date): number =>
  (shareWhile(health.breaker, now) * weightPercent(health, now)) / 100;
