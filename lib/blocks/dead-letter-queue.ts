import { Duration } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { queueEncryption } from './encryption.ts';
import { PipelineAlarm } from './pipeline-alarm.ts';

/**
 * Where work goes that failed too often. It keeps entries for as long as SQS can, because a standard queue counts an
 * entry's age from when it was first sent, not from when it got here.
 */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      retentionPeriod: Duration.days(14),
      ...queueEncryption(scope),
      enforceSSL: true,
    });
    new PipelineAlarm(this, 'NotEmpty', {
      says: `${this.node.path} holds work that failed too often. Nothing of it is lost yet.`,
      runbook: 'entries-were-set-aside',
      metric: this.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: 1,
    });
  }
}
