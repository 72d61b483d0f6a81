import type { Caller } from '../keys/caller.ts';
import type { Clock, Log, WindowCounters } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { createAllotments } from './allotments.ts';
import { type Limits, type Quota, requestQuotas, segmentQuotas } from './limits.ts';
import { rateLimitHeaders } from './rate-limit-headers.ts';

type Holder = Pick<Caller, 'tenant' | 'keyId' | 'limits' | 'rights'>;

/** Keeps keys and tenants to what they may ask and send. */
export interface Limiter {
  /** Counts a request. @throws ProblemError when it is one too many. */
  admit(holder: Holder): Promise<void>;
  /** Counts a text's segments. Where they are too many nothing is counted, and the answer is the refusal. */
  takeSegments(holder: Holder, segments: number): Promise<ProblemError | undefined>;
  /** For a text that turned out to be counted already. */
  giveSegmentsBack(holder: Holder, segments: number): void;
  /** Where the holder stands, for the client. */
  headers(holder: Holder): Record<string, string>;
}

/** How long a counter that failed is left alone, in milliseconds: a request should not wait for it each time. */
const restMs = 5_000;

/** A counter that does not answer stops nobody: a text that is not sent is worse than one too many. */
export const createLimiter = (
  limits: Limits,
  { counters, clock, log }: { counters: WindowCounters; clock: Clock; log: Log },
): Limiter => {
  const allotments = createAllotments(counters, clock);
  let restsUntil = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const take = async (quota: Quota, amount: number): Promise<boolean> => {
    if (clock().getTime() < restsUntil) return true;
    try {
      return await allotments.take(quota, amount);
    } catch (error) {
      restsUntil = clock().getTime() + restMs;
      log.warn('limiter is down', { error });
      return true;
    }
  };

  const takeEach = async (quotas: readonly Quota[], amount: number): Promise<Quota | undefined> => {
    for (const [i, quota] of quotas.entries()) {
      if (await take(quota, amount)) continue;
      for (const taken of quotas.slice(0, i)) allotments.giveBack(taken, amount);
      return quota;
    }
    return undefined;
  };

  /**
   * Takes from all of them or, when one is used up, from none; that one is the answer. The texts of a batch ask at the
   * same time: each waits its turn, to find what the one before it left.
   */
  const takeAll = (quotas: readonly Quota[], amount: number): Promise<Quota | undefined> => {
    const taken = turn.then(() => takeEach(quotas, amount));
    turn = taken;
    return taken;
  };

  // A test key's texts cost nothing.
  const segmentQuotasOf = (holder: Holder): Quota[] =>
    holder.rights.kind === 'test' ? [] : segmentQuotas(holder, limits);

  const headers: Limiter['headers'] = (holder) =>
    rateLimitHeaders(
      [...requestQuotas(holder, limits), ...segmentQuotasOf(holder)].map((quota) => ({
        quota,
        standing: allotments.standing(quota),
      })),
    );

  const refusal = (code: 'rate_limited' | 'quota_exceeded', quota: Quota, why: string): ProblemError => {
    const seconds = String(allotments.standing(quota).resetSeconds);
    return new ProblemError(code, `${why} Try again in ${seconds} s.`, {
      headers: { 'retry-after': seconds },
    });
  };

  return {
    admit: async (holder) => {
      const used = await takeAll(requestQuotas(holder, limits), 1);
      if (used) throw refusal('rate_limited', used, `${used.name}: at most ${used.quota} a minute.`);
    },
    takeSegments: async (holder, segments) => {
      const used = await takeAll(segmentQuotasOf(holder), segments);
      const why = (of: Quota) => `${of.name}: at most ${of.quota} a day, and the text needs ${segments}.`;
      return used && refusal('quota_exceeded', used, why(used));
    },
    giveSegmentsBack: (holder, segments) => {
      for (const quota of segmentQuotasOf(holder)) allotments.giveBack(quota, segments);
    },
    headers,
  };
};
