import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { metrics } from '../../core/metrics.ts';
import type { RateCard } from '../../core/rate-card.ts';
import { ownMetric } from '../blocks/own-metric.ts';
import { PipelineAlarm } from '../blocks/pipeline-alarm.ts';
import type { Carriers } from '../carriers/carriers.ts';
import { currenciesOf } from '../rate-card.ts';

export interface DailySpend {
  /** From this sum on, in `currency`. */
  readonly amount: number;

  /** ISO 4217, one that the rate card has. */
  readonly currency: string;
}

export interface SpendAlarmProps extends DailySpend {
  readonly carriers: Carriers;
  readonly rateCard: RateCard;
}

/** Tells when a day's texts cost more than they should: a loop in an application, or somebody who pumps traffic. */
export class SpendAlarm extends Construct {
  /** Throws when no carrier is paid in that currency: the alarm could never go off. */
  constructor(scope: Construct, id: string, { carriers, rateCard, amount, currency }: SpendAlarmProps) {
    super(scope, id);
    const paid = currenciesOf(rateCard, carriers.names).filter((own) => own.currency === currency);
    if (paid.length === 0) {
      throw new Error(
        `dailySpendAlarm is in ${currency}, and rateCard has no rate of a configured carrier in ${currency}.`,
      );
    }
    const spent = paid.map(({ carrier }, i) => [
      `spent${i}`,
      ownMetric(this, metrics.spend, { carrier, currency }),
    ]);
    new PipelineAlarm(this, 'TooMuch', {
      says: `The texts of a day cost ${amount} ${currency} or more by the rate card.`,
      runbook: 'the-spend-is-high',
      metric: new MathExpression({
        expression: paid.map((_, i) => `FILL(spent${i}, 0)`).join(' + '),
        usingMetrics: Object.fromEntries(spent),
        period: Duration.days(1),
        label: `spent in ${currency}`,
      }),
      threshold: amount,
    });
  }
}
