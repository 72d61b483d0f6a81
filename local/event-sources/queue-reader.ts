import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Clock } from '../clock.ts';

/** SQS gives and deletes at most this many messages a call. */
const mostAtOnce = 10;
const longPollSeconds = 20;

export type QueueReader = {
  /** Waits for messages, up to 20 seconds; empty when none came. */
  readonly receive: (signal: AbortSignal) => Promise<Message[]>;
  readonly remove: (messages: readonly Message[]) => Promise<void>;
};

type Batching = { readonly batchSize: number; readonly windowSeconds: number };

export const createQueueReader = (
  client: SQSClient,
  QueueUrl: string,
  { batchSize, windowSeconds }: Batching,
  clock: Clock,
): QueueReader => {
  const poll = async (
    count: number,
    WaitTimeSeconds: number,
    abortSignal: AbortSignal,
  ): Promise<Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: Math.min(count, mostAtOnce),
      WaitTimeSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    const { Messages = [] } = await client.send(command, { abortSignal });
    return Messages;
  };

  return {
    receive: async (signal) => {
      const messages = await poll(batchSize, longPollSeconds, signal);
      const end = clock.now() + windowSeconds * 1000;
      while (messages.length > 0 && messages.length < batchSize && !signal.aborted) {
        const seconds = Math.min(longPollSeconds, Math.floor((end - clock.now()) / 1000));
        if (seconds < 1) break;
        // What was received must not be lost when the stop comes while the window is still open.
        messages.push(...(await poll(batchSize - messages.length, seconds, signal).catch(() => [])));
      }
      return messages;
    },
    remove: async (messages) => {
      for (let i = 0; i < messages.length; i += mostAtOnce) {
        const Entries = messages
          .slice(i, i + mostAtOnce)
          .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        const { Failed = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
        const [failure] = Failed;
        if (failure) throw new Error(`${Failed.length} messages were not deleted: ${failure.Code}`);
      }
    },
  };
};
