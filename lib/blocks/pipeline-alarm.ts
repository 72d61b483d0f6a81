import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { RunbookEntry } from './runbook.ts';

export interface PipelineAlarmProps {
  /** What is looked at. */
  readonly metric: IMetric;

  /** From this value on something is wrong. */
  readonly threshold: number;

  /**
   * Whether it is wrong below the threshold instead. Then silence is wrong too.
   * @default false
   */
  readonly below?: boolean;

  /**
   * In how many periods running.
   * @default 1
   */
  readonly periods?: number;

  /** What is wrong, in a sentence for whoever is woken. */
  readonly says: string;

  /** What to do about it. */
  readonly runbook: RunbookEntry;
}

/** An alarm that says what is wrong and where it is written what to do. Silence is peace: nobody may be sending. */
export class PipelineAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: PipelineAlarmProps) {
    super(scope, id, {
      alarmDescription: `${props.says} What to do: docs/operations.md#${props.runbook}`,
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      ...(props.below
        ? {
            comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
            treatMissingData: TreatMissingData.BREACHING,
          }
        : {
            comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treatMissingData: TreatMissingData.NOT_BREACHING,
          }),
    });
  }
}
