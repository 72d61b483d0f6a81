import { nextBreaker } from './breaker.ts';
import type { CarrierHealth } from './carrier-health.ts';
import { mergeSeries } from './series.ts';
import { deliveriesFrom, submitsFrom, type Tally } from './tally.ts';

const latest = (...times: readonly (string | undefined)[]): string | undefined =>
  times
    .filter((time) => time !== undefined)
    .reduce<string | undefined>((last, time) => (last === undefined || time > last ? time : last), undefined);

/** What was submitted before a breaker closed is not held against the carrier afterwards, whoever tells it late. */
const countedFrom = ({ breaker, version }: CarrierHealth, now: Date): number =>
  breaker.state === 'closed' && version > 0
    ? Math.max(submitsFrom(now), Date.parse(breaker.since))
    : submitsFrom(now);

/** Adds what one function saw to what all saw, and moves the breaker. */
export const observe = (health: CarrierHealth, tally: Tally, now: Date): CarrierHealth => {
  const [submits, deliveries] = [countedFrom(health, now), deliveriesFrom(now)];
  const answeredAt = latest(health.answeredAt, tally.answeredAt);
  const counted: CarrierHealth = {
    ...health,
    answered: mergeSeries(health.answered, tally.answered, submits),
    refused: mergeSeries(health.refused, tally.refused, submits),
    throttled: mergeSeries(health.throttled, tally.throttled, submits),
    ambiguous: mergeSeries(health.ambiguous, tally.ambiguous, submits),
    ...(answeredAt !== undefined && { answeredAt }),
    prompt: mergeSeries(health.prompt, tally.prompt, deliveries),
    slow: mergeSeries(health.slow, tally.slow, deliveries),
  };
  const breaker = nextBreaker(counted, tally, now);
  const isChange = (breaker.state === 'closed') !== (health.breaker.state === 'closed');
  return { ...counted, breaker, version: health.version + (isChange ? 1 : 0) };
};
