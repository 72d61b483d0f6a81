import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { measuredCarriers } from '../../core/health/measured-carriers.ts';
import { metrics } from '../../core/metrics.ts';
import { metricsNamespace } from '../blocks/metrics-namespace.ts';
import type { Carriers } from '../carriers/carriers.ts';

export interface CarrierAlarmsProps {
  readonly carriers: Carriers;

  /**
   * Who is told when an alarm goes off, and when it is over.
   * @default - nobody: the alarms are seen in CloudWatch only
   */
  readonly topic?: ITopic;
}

/** An alarm for each carrier that is spared because it fails or refuses our account. */
export class CarrierAlarms extends Construct {
  constructor(scope: Construct, id: string, { carriers, topic }: CarrierAlarmsProps) {
    super(scope, id);
    const { name } = metrics.carrierUnhealthy;
    for (const carrier of measuredCarriers(carriers.names)) {
      const alarm = new Alarm(this, `${carrier} CarrierUnhealthy`, {
        alarmDescription:
          `The carrier ${carrier} fails or refuses our account: texts go to the next carrier of their route, or wait. ` +
          'What to do: docs/health.md#what-the-operator-does',
        metric: new Metric({
          namespace: metricsNamespace(this),
          metricName: name,
          dimensionsMap: { carrier },
          statistic: 'Sum',
          unit: Unit.COUNT,
          // A carrier that stays ill is tried about every minute while it has texts, and each try counts.
          period: Duration.minutes(5),
        }),
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      if (topic) {
        alarm.addAlarmAction(new SnsAction(topic));
        alarm.addOkAction(new SnsAction(topic));
      }
    }
  }
}
