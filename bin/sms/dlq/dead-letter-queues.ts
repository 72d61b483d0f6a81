import type { SQSClient } from '@aws-sdk/client-sqs';
import { createDeadLetterQueue, type DeadLetterQueue } from '../../../adapters/sqs/dead-letter-queue.ts';
import { UsageError } from '../../usage-error.ts';

export type NamedQueue = { readonly name: string; readonly queue: DeadLetterQueue };

const suffix = 'DeadLetterQueueUrl';

/** `StatusCallbacks` is `status-callbacks`. */
const kebab = (name: string): string => name.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase();

/** The dead-letter queues of a stack, as its outputs name them: `OtpDeadLetterQueueUrl` is `otp`. */
export const deadLetterQueuesOf = (
  outputs: Readonly<Record<string, string>>,
  client: SQSClient,
): readonly NamedQueue[] =>
  Object.entries(outputs)
    .filter(([name]) => name.endsWith(suffix))
    .map(([name, url]) => {
      const source = name.slice(0, -suffix.length);
      const queue = createDeadLetterQueue(client, url, outputs[`${source}QueueUrl`] ?? '');
      return { name: kebab(source), queue };
    });

/** @throws UsageError when there is no such queue. */
export const queueNamed = (name: string, queues: readonly NamedQueue[]): DeadLetterQueue => {
  const found = queues.find((candidate) => candidate.name === name);
  if (found) return found.queue;
  const names = queues.map((candidate) => candidate.name).join(', ');
  throw new UsageError(`There is no queue ${name}. There are ${names}.`);
};
