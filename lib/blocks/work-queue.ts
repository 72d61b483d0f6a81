import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { grantStored, queueEncryption } from './encryption.ts';
import { FunctionAlarms } from './function-alarms.ts';
import { PipelineAlarm } from './pipeline-alarm.ts';

export interface WorkQueueProps {
  /** The timeout of the function that the queue feeds. */
  readonly consumerTimeout: Duration;

  /** How often an entry is tried before it goes to the dead-letter queue. */
  readonly maxReceiveCount: number;

  /**
   * How long Lambda may wait for a batch to fill.
   * @default - an entry is handed on at once
   */
  readonly batchingWindow?: Duration;

  /**
   * How many batches are worked on at the same time, at most.
   * @default - as many as the account has room for
   */
  readonly maxConcurrency?: number;

  /**
   * How old the oldest entry may be before somebody is told.
   * @default Duration.minutes(30)
   */
  readonly maxAge?: Duration;
}

/** A queue that feeds one function: what fails comes back alone, and what fails too often is set aside. */
export class WorkQueue extends Construct {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly deadLetterQueue: DeadLetterQueue;
  private readonly queue: Queue;
  private readonly props: WorkQueueProps;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.props = props;
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetterQueue');
    this.queue = new Queue(this, 'Queue', {
      visibilityTimeout: visibilityTimeout(props),
      retentionPeriod: Duration.days(4),
      ...queueEncryption(this),
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: props.maxReceiveCount },
    });
    this.queueUrl = this.queue.queueUrl;
    this.queueArn = this.queue.queueArn;
    const maxAge = props.maxAge ?? Duration.minutes(30);
    new PipelineAlarm(this, 'TooOld', {
      says: `The oldest entry of ${this.node.path} has waited for ${maxAge.toHumanString()}.`,
      runbook: 'work-waits-too-long',
      metric: this.metricAge(),
      threshold: maxAge.toSeconds(),
      // One entry whose run crashed comes back within two minutes.
      periods: 2,
    });
  }

  /** What tells the function when an entry will not come back. */
  get environment() {
    return { MAX_RECEIVE_COUNT: String(this.props.maxReceiveCount) };
  }

  /** Hands the entries to the function, in batches of up to ten. Throws when the function may outlive a batch. */
  feed(consumer: LambdaFunction): void {
    const timeout = consumer.timeout?.toSeconds() ?? 3;
    if (timeout > this.props.consumerTimeout.toSeconds()) {
      throw new Error(
        `${this.node.path} feeds a function that may run for ${timeout} s, but hides a batch only long enough for ` +
          `${this.props.consumerTimeout.toSeconds()} s: give the function's timeout as consumerTimeout.`,
      );
    }
    new FunctionAlarms(this, 'Consumer', consumer);
    const { batchingWindow, maxConcurrency } = this.props;
    consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        ...(batchingWindow && { maxBatchingWindow: batchingWindow }),
        ...(maxConcurrency && { maxConcurrency }),
      }),
    );
  }

  /** Takes the events of our own bus that a rule lets through: an entry is what the event says. */
  asTarget(): SqsQueue {
    return new SqsQueue(this.queue, { message: RuleTargetInput.fromEventPath('$.detail') });
  }

  /** Seconds since the oldest entry was put in. */
  metricAge(): Metric {
    return this.queue.metricApproximateAgeOfOldestMessage({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    });
  }

  /** Entries that wait for the function. */
  metricWaiting(): Metric {
    return this.queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' });
  }

  /** Lets the grantee put entries into the queue. */
  grantSend(grantee: IGrantable): Grant {
    grantStored(this, grantee);
    return this.queue.grant(grantee, 'sqs:SendMessage');
  }

  /** Lets the grantee ask how many entries wait. */
  grantMeasure(grantee: IGrantable): Grant {
    return this.queue.grant(grantee, 'sqs:GetQueueAttributes');
  }
}

/** AWS asks for six times the function's timeout, so that Lambda can retry a throttled batch before it shows again. */
const visibilityTimeout = ({ consumerTimeout, batchingWindow = Duration.seconds(0) }: WorkQueueProps) =>
  Duration.seconds(6 * consumerTimeout.toSeconds()).plus(batchingWindow);
