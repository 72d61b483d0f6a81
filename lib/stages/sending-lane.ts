import type { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Lane } from '../../core/lanes.ts';
import type { RateCard } from '../../core/rate-card.ts';
import { functionTimeout, type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import { WorkQueue } from '../blocks/work-queue.ts';
import type { Carriers } from '../carriers/carriers.ts';
import { spendEnvironment } from '../rate-card.ts';
import type { Events } from './events.ts';
import type { Receipts } from './receipts.ts';
import type { Settlement } from './settlement.ts';
import type { Storage } from './storage.ts';

export interface SendingLaneProps {
  readonly lane: Lane;
  readonly storage: Storage;
  readonly events: Events;
  readonly carriers: Carriers;
  readonly receipts: Receipts;
  readonly settlement: Settlement;

  /** Where carriers post receipts to. */
  readonly publicUrl: string;

  /** Memory of the sender in MB. */
  readonly memorySize: number;

  /**
   * How many batches are submitted at the same time, at most.
   * @default - as many as the account has room for
   */
  readonly maxConcurrency?: number;

  /** How long a text may wait for its turn before somebody is told. */
  readonly maxAge: Duration;

  /**
   * Segments that each tenant may send in a day.
   * @default - as many as it likes
   */
  readonly dailySegmentBudget?: number;

  /** What segments cost. */
  readonly rateCard: RateCard;

  readonly logs: LogSettings;
}

/** A queue of accepted messages, and the sender that claims each one and submits it to a carrier. */
export class SendingLane extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: SendingLaneProps) {
    super(scope, id);
    const { lane, storage, events, carriers, receipts, settlement, maxConcurrency } = props;

    this.queue = new WorkQueue(this, 'Queue', {
      consumerTimeout: functionTimeout,
      // Planned retries are new entries: whoever is received this often crashed or found its claim taken each time.
      maxReceiveCount: 5,
      ...(maxConcurrency && { maxConcurrency }),
      maxAge: props.maxAge,
    });

    const sender = new PipelineFunction(this, 'SendMessage', {
      name: 'send-message',
      description: `Claims ${lane} messages and submits them to a carrier`,
      environment: {
        ...this.queue.environment,
        MESSAGES_TABLE: storage.messages.tableName,
        STATUSES_TABLE: storage.statuses.tableName,
        EVENT_BUS_NAME: events.bus.eventBusName,
        LANE: lane,
        LANE_QUEUE_URL: this.queue.queueUrl,
        RECEIPTS_QUEUE_URL: receipts.queue.queueUrl,
        RECONCILE_QUEUE_URL: settlement.queue.queueUrl,
        CARRIERS: carriers.toJson(this),
        PUBLIC_URL: props.publicUrl,
        ...spendEnvironment(props.rateCard),
        ...(props.dailySegmentBudget && { DAILY_SEGMENT_BUDGET: String(props.dailySegmentBudget) }),
        ...(carriers.paced && { PACING: carriers.pacingToJson(this) }),
      },
      memorySize: props.memorySize,
      requeues: true,
      logs: props.logs,
    });

    this.queue.feed(sender);
    this.queue.grantSend(sender);
    settlement.queue.grantSend(sender);
    storage.messages.grant(sender, 'dynamodb:BatchGetItem');
    storage.statuses.grant(sender, 'dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem');
    if (carriers.paced || props.dailySegmentBudget) storage.statuses.grant(sender, 'dynamodb:UpdateItem');
    events.grantPublish(sender);
    carriers.grantSubmit(sender, receipts.queue);
  }
}
