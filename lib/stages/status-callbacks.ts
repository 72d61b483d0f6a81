import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { eventSource } from '../../core/events.ts';
import { grantSecretValue } from '../blocks/grant-secret-value.ts';
import { functionTimeout, type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import { WorkQueue } from '../blocks/work-queue.ts';
import type { Events } from './events.ts';
import type { Storage } from './storage.ts';

export interface StatusCallbacksProps {
  readonly storage: Storage;
  readonly events: Events;

  /** Where callbacks may be posted to. */
  readonly webhookHosts: string;

  readonly logs: LogSettings;
}

/** Posts the changes of messages that came with a URL for them. Other messages' events never get here. */
export class StatusCallbacks extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, { storage, events, webhookHosts, logs }: StatusCallbacksProps) {
    super(scope, id);
    this.queue = new WorkQueue(this, 'Queue', {
      consumerTimeout: functionTimeout,
      // Planned repeats are new entries: what is received this often has crashed each time.
      maxReceiveCount: 5,
      // A customer's server is not to be met by all of Lambda at once, nor is the account to wait for it.
      maxConcurrency: 20,
    });
    new Rule(this, 'Rule', {
      eventBus: events.bus,
      description: 'Changes of messages that have a status callback',
      eventPattern: {
        source: [eventSource],
        detailType: Match.prefix('sms.message.'),
        detail: { data: { callback: [true] } },
      },
      targets: [this.queue.asTarget()],
    });

    const postStatusCallback = new PipelineFunction(this, 'PostStatusCallback', {
      name: 'post-status-callback',
      description: 'Posts the change of a message to the URL that came with it',
      environment: {
        ...this.queue.environment,
        STATUSES_TABLE: storage.statuses.tableName,
        API_KEYS_TABLE: storage.apiKeys.tableName,
        MESSAGES_TABLE: storage.messages.tableName,
        ACCOUNT_TOKEN_KEY_ARN: storage.accountTokenKey.secretArn,
        STATUS_CALLBACKS_QUEUE_URL: this.queue.queueUrl,
        WEBHOOK_HOSTS: webhookHosts,
      },
      requeues: true,
      logs,
    });
    this.queue.feed(postStatusCallback);
    this.queue.grantSend(postStatusCallback);
    storage.apiKeys.grant(postStatusCallback, 'dynamodb:GetItem');
    storage.messages.grant(postStatusCallback, 'dynamodb:GetItem');
    storage.statuses.grant(postStatusCallback, 'dynamodb:PutItem');
    grantSecretValue(storage.accountTokenKey, postStatusCallback);
  }
}
