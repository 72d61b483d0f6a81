import type { Attempt, MessageState, TimelineEntry } from './message-state.ts';
import { metrics as catalogue } from './metrics.ts';
import type { Meter, Metrics } from './ports.ts';
import { priceOf, type RateCard } from './rate-card.ts';

export type MeterDeps = {
  readonly metrics: Metrics;
  /** What segments cost. Empty: nobody counts the spend. */
  readonly rateCard: RateCard;
};

const msBetween = (from: TimelineEntry, to: TimelineEntry): number => Date.parse(to.at) - Date.parse(from.at);

/** Counts what a change did: each change once, by whoever wrote it. */
export const createMeter = ({ metrics, rateCard }: MeterDeps): Meter => {
  const countTaken = (carrier: string, { country, segmentCount }: MessageState): void => {
    metrics.add(catalogue.segments, { carrier }, segmentCount);
    const price = priceOf(rateCard, { carrier, country, segmentCount });
    if (price) metrics.add(catalogue.spend, { carrier, currency: price.currency }, Number(price.amount));
  };

  const countAttempt = (was: Attempt['result'] | undefined, attempt: Attempt, state: MessageState): void => {
    const { carrier, result } = attempt;
    const hasEnded = result === 'accepted' || result === 'refused' || result === 'ambiguous';
    if (was === 'pending' && hasEnded) {
      metrics.add(catalogue.submits, { carrier });
      if (result === 'refused') metrics.add(catalogue.submitsRefused, { carrier });
      if (result === 'ambiguous') metrics.add(catalogue.submitsAmbiguous, { carrier });
    }
    if (was !== 'accepted' && result === 'accepted') countTaken(carrier, state);
  };

  const countEntry = (entry: TimelineEntry, before: MessageState, { timeline, lane }: MessageState): void => {
    const [first] = timeline;
    const { status, carrier } = entry;
    if (entry.contradicts !== undefined) return;
    if (status === 'sent' && first?.status === 'accepted' && before.status !== 'unknown') {
      metrics.add(catalogue.sendLatency, { lane }, msBetween(first, entry));
    }
    if (carrier === undefined) {
      if (status === 'expired' || status === 'blocked') metrics.add(catalogue.notSubmitted, { lane });
      return;
    }
    if (status === 'delivered') {
      metrics.add(catalogue.delivered, { carrier });
      const sent = timeline.find((other) => other.status === 'sent');
      if (sent) metrics.add(catalogue.deliveryLatency, { carrier }, msBetween(sent, entry));
    }
    if (status === 'undelivered' || status === 'failed' || status === 'expired') {
      metrics.add(catalogue.undelivered, { carrier });
    }
  };

  return {
    changed: (before, after) => {
      for (const attempt of after.attempts) {
        const was = before.attempts.find(({ number }) => number === attempt.number)?.result;
        if (was !== attempt.result) countAttempt(was, attempt, after);
      }
      for (const entry of after.timeline.slice(before.timeline.length)) countEntry(entry, before, after);
      const carrier = after.attempts.at(-1)?.carrier;
      if (before.status === 'unknown' && after.status !== 'unknown' && carrier !== undefined) {
        metrics.add(catalogue.settled, { carrier });
      }
    },
  };
};
