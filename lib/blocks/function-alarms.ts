import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { PipelineAlarm } from './pipeline-alarm.ts';

const period = Duration.minutes(5);

/**
 * Tells when a function that nobody waits for fails or gets no room. Its work is tried again, so that a single failure
 * wakes nobody. Functions behind the API need none: their callers get a 5xx, and that has an alarm of its own.
 */
export class FunctionAlarms extends Construct {
  constructor(scope: Construct, id: string, consumer: IFunction) {
    super(scope, id);
    const { path } = consumer.node;
    new PipelineAlarm(this, 'Errors', {
      says: `Runs of ${path} crash or take too long.`,
      runbook: 'a-function-fails',
      metric: consumer.metricErrors({ period, statistic: 'Sum' }),
      threshold: 3,
      periods: 2,
    });
    new PipelineAlarm(this, 'Throttles', {
      says: `Lambda has no room to run ${path}: the account's concurrency is used up.`,
      runbook: 'a-function-is-throttled',
      metric: consumer.metricThrottles({ period, statistic: 'Sum' }),
      threshold: 10,
      periods: 3,
    });
  }
}
