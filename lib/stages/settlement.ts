import { Construct } from 'constructs';
import { functionTimeout, type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import { WorkQueue } from '../blocks/work-queue.ts';
import type { Carriers } from '../carriers/carriers.ts';
import type { Lanes } from './lanes.ts';
import type { Receipts } from './receipts.ts';
import type { Storage } from './storage.ts';

export interface SettlingProps {
  readonly storage: Storage;
  readonly carriers: Carriers;
  readonly lanes: Lanes;
  readonly receipts: Receipts;

  /** Where carriers post receipts to. */
  readonly publicUrl: string;

  readonly logs: LogSettings;
}

/** Finds out what became of submits whose outcome nobody knows. The lanes fill its queue, and it fills theirs. */
export class Settlement extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queue = new WorkQueue(this, 'Queue', { consumerTimeout: functionTimeout, maxReceiveCount: 5 });
  }

  /** Lets the queue be worked on. */
  settle({ storage, carriers, lanes, receipts, publicUrl, logs }: SettlingProps): void {
    const settleMessage = new PipelineFunction(this, 'SettleMessage', {
      name: 'settle-message',
      description: 'Finds out what became of submits of unknown outcome',
      environment: {
        ...this.queue.environment,
        MESSAGES_TABLE: storage.messages.tableName,
        STATUSES_TABLE: storage.statuses.tableName,
        ...lanes.environment,
        RECEIPTS_QUEUE_URL: receipts.queue.queueUrl,
        RECONCILE_QUEUE_URL: this.queue.queueUrl,
        CARRIERS: carriers.toJson(this),
        PUBLIC_URL: publicUrl,
      },
      requeues: true,
      logs,
    });

    this.queue.feed(settleMessage);
    for (const queue of [this.queue, receipts.queue, ...lanes.all]) queue.grantSend(settleMessage);
    // The recipient's other messages are told from the one that is looked for.
    storage.messages.grant(settleMessage, 'dynamodb:GetItem');
    storage.messages.grantQuery(settleMessage, 'byRecipient');
    storage.statuses.grant(settleMessage, 'dynamodb:GetItem', 'dynamodb:PutItem');
    carriers.grantSettle(settleMessage);
  }
}
