import { createHash } from 'node:crypto';

/**
 * - `latency`: the answer comes late.
 * - `throttled`, `failed`: refused before anything is done.
 * - `lost`: done, but the answer never arrives.
 * - `partial`: a batch of which a part is refused.
 * - `killedBefore`, `killedAfter`: the function's environment dies with the call not made, or done and unanswered.
 */
export const faultKinds = [
  'latency',
  'throttled',
  'failed',
  'lost',
  'partial',
  'killedBefore',
  'killedAfter',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The share of calls that each fault may hit at most; the seed draws how much of it a run gets. */
const highestRate: Readonly<Record<FaultKind, number>> = {
  latency: 0.1,
  throttled: 0.05,
  failed: 0.06,
  lost: 0.06,
  partial: 0.2,
  killedBefore: 0.002,
  killedAfter: 0.002,
};

/** From 0 up to 1, the same for the same parts. */
export const draw = (...parts: readonly (string | number)[]): number =>
  createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32BE(0) / 2 ** 32;

/** Which fault hits the call number `point` of a function, if any. */
export type FaultPlan = (name: string, point: number) => FaultKind | undefined;

/** A plan that the seed alone decides. */
export const faultPlan = (seed: number): FaultPlan => {
  const rates = faultKinds.map((kind) => [kind, highestRate[kind] * draw(seed, 'rate', kind)] as const);
  return (name, point) => {
    let left = draw(seed, name, point);
    for (const [kind, rate] of rates) {
      if (left < rate) return kind;
      left -= rate;
    }
    return undefined;
  };
};
