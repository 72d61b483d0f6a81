import type { CloudContext } from '../../resource.ts';
import type { Messages } from './messages.ts';
import type { Queue, Queues } from './queues.ts';
import type { Waiting } from './waiting.ts';

/** What the actions of SQS share. */
export type Sqs = Pick<CloudContext, 'clock' | 'accountId' | 'store'> & {
  readonly queues: Queues;
  readonly messages: Messages;
  readonly waiting: Waiting;
  readonly arnOf: (queue: string) => string;
  readonly urlOf: (queue: string) => string;
  readonly queueAt: (url: string) => Queue;
};
