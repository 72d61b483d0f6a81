import type { FailureCode } from '../failures.ts';
import type { Breaker, CarrierHealth, OpenReason } from './carrier-health.ts';
import { totalSince } from './series.ts';
import { submitsFrom, type Tally } from './tally.ts';
import { thresholds } from './thresholds.ts';

const later = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();

const secondsSince = (time: string, now: Date): number => (now.getTime() - Date.parse(time)) / 1000;

/** Seconds for which a carrier is spared. A missing permission may be one country's: that never spares it for long. */
const pauseSeconds = (trips: number, failureCode: FailureCode | undefined): number =>
  failureCode === 'permission'
    ? thresholds.firstPauseSeconds
    : Math.min(thresholds.longestPauseSeconds, thresholds.firstPauseSeconds * 2 ** (trips - 1));

type Cause = { readonly reason: OpenReason; readonly failureCode?: FailureCode };

const open = (before: Breaker, { reason, failureCode }: Cause, now: Date): Breaker => {
  const isForgiven =
    before.state === 'closed' && secondsSince(before.since, now) > thresholds.forgivenAfterSeconds;
  const trips = isForgiven ? 1 : before.trips + 1;
  return {
    state: 'open',
    since: before.state === 'closed' ? now.toISOString() : before.since,
    until: later(now, pauseSeconds(trips, failureCode)),
    trips,
    reason,
    ...(failureCode !== undefined && { failureCode }),
  };
};

/** A missing permission is the account's only where nothing else went through lately. */
const isAccountDown = ({ answeredAt }: CarrierHealth, { account }: Tally, now: Date): boolean =>
  account !== undefined &&
  (account !== 'permission' ||
    answeredAt === undefined ||
    secondsSince(answeredAt, now) > thresholds.forgivenAfterSeconds);

const causeToOpen = (health: CarrierHealth, tally: Tally, now: Date): Cause | undefined => {
  if (tally.account !== undefined && isAccountDown(health, tally, now)) {
    return { reason: 'account', failureCode: tally.account };
  }
  const from = submitsFrom(now);
  const refused = totalSince(health.refused, from);
  const ambiguous = totalSince(health.ambiguous, from);
  const failed = refused + ambiguous;
  const noes = failed + totalSince(health.throttled, from);
  const submits = totalSince(health.answered, from) + noes;
  if (submits < thresholds.fewestSubmits) return undefined;
  if (ambiguous >= thresholds.ambiguousShare * submits) return { reason: 'ambiguous' };
  const isIll = failed >= thresholds.failedShare * submits || noes >= thresholds.throttledShare * submits;
  return isIll ? { reason: 'refused' } : undefined;
};

/** What the probe means: until it is back, texts that went before it say nothing about now. */
const afterProbe = (breaker: Breaker, { probe, account }: Tally, now: Date): Breaker => {
  if (probe === undefined) return breaker;
  if (probe === 'answered') return { state: 'closed', since: now.toISOString(), trips: breaker.trips };
  const failureCode = probe === 'account' ? account : undefined;
  return open(
    breaker,
    { reason: probe === 'throttled' ? 'refused' : probe, ...(failureCode && { failureCode }) },
    now,
  );
};

/** The breaker after what was seen; `health` counts it already. */
export const nextBreaker = (health: CarrierHealth, tally: Tally, now: Date): Breaker => {
  const { breaker } = health;
  if (breaker.state !== 'closed') return afterProbe(breaker, tally, now);
  const cause = causeToOpen(health, tally, now);
  return cause ? open(breaker, cause, now) : breaker;
};

/** Milliseconds until a text may go to see how the carrier is; 0: now, or there is nothing to wait for. */
export const msUntilProbe = ({ state, until }: Breaker, now: Date): number =>
  state === 'closed' || until === undefined ? 0 : Math.max(0, Date.parse(until) - now.getTime());

/** The breaker while one text goes to see. */
export const probing = (breaker: Breaker, now: Date): Breaker => ({
  ...breaker,
  state: 'halfOpen',
  until: later(now, thresholds.probeSeconds),
});
