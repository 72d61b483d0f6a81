import type { CloudContext } from '../../resource.ts';
import type { Engine } from '../call.ts';
import { messageActions } from './message-actions.ts';
import { createMessages } from './messages.ts';
import { moveTaskActions } from './move-tasks.ts';
import { queueActions } from './queue-actions.ts';
import { createQueues } from './queues.ts';
import type { Sqs } from './sqs.ts';
import { createWaiting } from './waiting.ts';

type Context = Pick<CloudContext, 'store' | 'clock' | 'accountId' | 'region'>;

/**
 * SQS's standard queues on the local store. Ours, because the hours that messages stay hidden or delayed must be able
 * to pass in a test, and because a queue that loses a message in a corner case would hide the faults we look for.
 * `endpoint` gives the URL of this run: a queue's URL changes with the port, so only its last segment counts.
 */
export const createSqsEngine = (
  { store, clock, accountId, region }: Context,
  endpoint: () => string,
): Engine => {
  const queues = createQueues(store, clock);
  const sqs: Sqs = {
    store,
    clock,
    accountId,
    queues,
    messages: createMessages(store),
    waiting: createWaiting(clock),
    arnOf: (queue) => `arn:aws:sqs:${region}:${accountId}:${queue}`,
    urlOf: (queue) => `${endpoint()}/${accountId}/${queue}`,
    queueAt: (url) => queues.get(url.split('/').at(-1) ?? ''),
  };
  return { ...queueActions(sqs), ...messageActions(sqs), ...moveTaskActions(sqs) };
};
