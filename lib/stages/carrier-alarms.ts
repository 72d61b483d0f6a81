import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { measuredCarriers } from '../../core/health/measured-carriers.ts';
import { metrics } from '../../core/metrics.ts';
import { ownMetric } from '../blocks/own-metric.ts';
import { PipelineAlarm } from '../blocks/pipeline-alarm.ts';
import type { Carriers } from '../carriers/carriers.ts';

export interface CarrierAlarmsProps {
  readonly carriers: Carriers;
}

/** Tells of each carrier when it is spared, when nobody knows what it took, and when it reports nothing back. */
export class CarrierAlarms extends Construct {
  constructor(scope: Construct, id: string, { carriers }: CarrierAlarmsProps) {
    super(scope, id);
    for (const carrier of measuredCarriers(carriers.names)) {
      this.watchHealth(carrier);
      this.watchOutcomes(carrier);
      this.watchReceipts(carrier);
    }
    this.watchWebhooks(carriers.names);
  }

  private watchHealth(carrier: string): void {
    new PipelineAlarm(this, `${carrier} CarrierUnhealthy`, {
      says: `The carrier ${carrier} fails or refuses our account: texts go to the next carrier of their route, or wait.`,
      runbook: 'a-carrier-is-unhealthy',
      // A carrier that stays ill is tried about every minute while it has texts, and each try counts.
      metric: ownMetric(this, metrics.carrierUnhealthy, { carrier }, { period: Duration.minutes(5) }),
      threshold: 1,
    });
  }

  private watchOutcomes(carrier: string): void {
    new PipelineAlarm(this, `${carrier} Ambiguous`, {
      says: `Of one submit to ${carrier} in fifty or more, nobody knows whether it was taken.`,
      runbook: 'many-outcomes-are-unknown',
      metric: new MathExpression({
        // Of a handful of submits, one would be too many already.
        expression: 'IF(submits >= 20, 100 * FILL(ambiguous, 0) / submits, 0)',
        usingMetrics: {
          submits: ownMetric(this, metrics.submits, { carrier }),
          ambiguous: ownMetric(this, metrics.submitsAmbiguous, { carrier }),
        },
        period: Duration.minutes(15),
        label: 'percent ambiguous',
      }),
      threshold: 2,
    });
  }

  private watchReceipts(carrier: string): void {
    new PipelineAlarm(this, `${carrier} Silent`, {
      says: `${carrier} takes texts and has not reported on one of them for half an hour.`,
      runbook: 'receipts-are-silent',
      metric: new MathExpression({
        // In each quarter of an hour: the receipts of a burst at the end of one come in the next.
        expression:
          'IF(submits - FILL(refused, 0) - FILL(ambiguous, 0) >= 5 AND FILL(receipts, 0) == 0, 1, 0)',
        usingMetrics: {
          submits: ownMetric(this, metrics.submits, { carrier }),
          refused: ownMetric(this, metrics.submitsRefused, { carrier }),
          ambiguous: ownMetric(this, metrics.submitsAmbiguous, { carrier }),
          receipts: ownMetric(this, metrics.receipts, { carrier }),
        },
        period: Duration.minutes(15),
        label: 'silent',
      }),
      threshold: 1,
      periods: 2,
    });
  }

  private watchWebhooks(carriers: readonly string[]): void {
    const forged = carriers.map((carrier, i) => [
      `forged${i}`,
      ownMetric(this, metrics.forgedWebhooks, { carrier }),
    ]);
    new PipelineAlarm(this, 'Forged', {
      says: 'Webhooks come that their carrier did not sign: somebody tries, or a secret is old.',
      runbook: 'webhooks-are-forged',
      metric: new MathExpression({
        expression: forged.map(([id]) => `FILL(${id}, 0)`).join(' + '),
        usingMetrics: Object.fromEntries(forged),
        period: Duration.minutes(5),
        label: 'forged',
      }),
      threshold: 5,
    });
  }
}
