import { Duration } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { FunctionAlarms } from '../blocks/function-alarms.ts';
import { PipelineAlarm } from '../blocks/pipeline-alarm.ts';
import { functionTimeout, type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import { WorkQueue } from '../blocks/work-queue.ts';
import type { Events } from './events.ts';
import type { Lanes } from './lanes.ts';
import type { Storage } from './storage.ts';

export interface ReconciliationProps {
  readonly storage: Storage;
  readonly events: Events;
  readonly lanes: Lanes;

  /** How long a receipt may take before its message is closed without one. */
  readonly receiptTimeout: Duration;

  readonly logs: LogSettings;
}

/** Each minute: puts what falls due into its lane, and finds what nobody else would come back to. */
export class Reconciliation extends Construct {
  /** Messages to close, because their receipt will not come any more. */
  readonly closing: WorkQueue;

  constructor(scope: Construct, id: string, props: ReconciliationProps) {
    super(scope, id);
    const { storage, events, lanes, logs } = props;
    const receiptTimeout = { RECEIPT_TIMEOUT_SECONDS: String(props.receiptTimeout.toSeconds()) };
    this.closing = new WorkQueue(this, 'Closing', { consumerTimeout: functionTimeout, maxReceiveCount: 5 });

    const reconcile = new PipelineFunction(this, 'Reconcile', {
      name: 'reconcile',
      description: 'Puts messages that fall due, or that nobody would come back to, into their queues',
      environment: {
        MESSAGES_TABLE: storage.messages.tableName,
        STATUSES_TABLE: storage.statuses.tableName,
        ...lanes.environment,
        CLOSING_QUEUE_URL: this.closing.queueUrl,
        ...receiptTimeout,
      },
      logs,
    });
    new Schedule(this, 'EveryMinute', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      description: 'Runs the reconciler of the SMS pipeline',
      // The next minute comes by itself.
      target: new LambdaInvoke(reconcile, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
    });
    new FunctionAlarms(this, 'Sweeps', reconcile);
    new PipelineAlarm(this, 'Stopped', {
      says: 'Nothing has looked for scheduled and forgotten texts for ten minutes.',
      runbook: 'the-clock-has-stopped',
      metric: reconcile.metricInvocations({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 1,
      below: true,
      periods: 2,
    });
    storage.messages.grantQuery(reconcile, 'byTime', 'byDue');
    storage.messages.grant(reconcile, 'dynamodb:BatchGetItem');
    storage.statuses.grant(reconcile, 'dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem');
    for (const queue of [...lanes.all, this.closing]) queue.grantSend(reconcile);

    const closeMessage = new PipelineFunction(this, 'CloseMessage', {
      name: 'close-message',
      description: 'Closes messages whose receipt will not come any more',
      environment: {
        ...this.closing.environment,
        STATUSES_TABLE: storage.statuses.tableName,
        EVENT_BUS_NAME: events.bus.eventBusName,
        ...receiptTimeout,
      },
      logs,
    });
    this.closing.feed(closeMessage);
    storage.statuses.grant(closeMessage, 'dynamodb:GetItem', 'dynamodb:PutItem');
    events.grantPublish(closeMessage);
  }
}
