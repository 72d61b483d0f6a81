import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { Fault } from '../../core/fault.ts';

/** An entry that was given up. */
export type DeadLetter = {
  readonly entryId: string;
  readonly body: string;
  /** When it was first put into a queue, ISO 8601 in UTC: SQS keeps it for 14 days from then. */
  readonly sentAt: string;
  readonly messageGroupId: string | undefined;
  /** What SQS knows the loan of the entry by. */
  readonly receiptHandle: string;
};

/** Where a redrive stands. */
export type Move = {
  readonly state: 'running' | 'done' | 'failed';
  readonly moved: number;
  /** How many there were to move; SQS does not always know. */
  readonly total: number | undefined;
  readonly startedAt: number;
  readonly reason: string | undefined;
};

export interface DeadLetterQueue {
  /** How many entries there are, to SQS's approximation. */
  size(): Promise<number>;
  /** All entries, up to ten at a time; each is hidden from others until it is given back or two minutes have passed. */
  borrow(): AsyncGenerator<readonly DeadLetter[]>;
  giveBack(entries: readonly DeadLetter[]): Promise<void>;
  remove(entries: readonly DeadLetter[]): Promise<void>;
  /** Puts an entry into the queue that it came from, then removes it here: rather twice than never. */
  sendBack(entry: DeadLetter): Promise<void>;
  /** Has SQS put all entries into the queue that they came from. @param rate entries a second, 1 to 500 */
  startMove(rate: number | undefined): Promise<void>;
  /** The redrive that was started last. */
  findMove(): Promise<Move | undefined>;
}

const hiddenSeconds = 120;

/** SQS takes and gives at most ten entries a call. */
const batchSize = 10;

const inBatches = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / batchSize) }, (_, i) =>
    items.slice(i * batchSize, (i + 1) * batchSize),
  );

const deadLetterOf = ({ MessageId, Body, ReceiptHandle, Attributes }: Message): DeadLetter => ({
  entryId: MessageId ?? '',
  body: Body ?? '',
  sentAt: new Date(Number(Attributes?.SentTimestamp)).toISOString(),
  messageGroupId: Attributes?.MessageGroupId,
  receiptHandle: ReceiptHandle ?? '',
});

const stateOf = (status: string | undefined): Move['state'] => {
  if (status === 'COMPLETED') return 'done';
  return status === 'RUNNING' ? 'running' : 'failed';
};

/** A dead-letter queue and the one queue that it serves, as an operator handles them. */
export const createDeadLetterQueue = (
  client: SQSClient,
  queueUrl: string,
  sourceUrl: string,
): DeadLetterQueue => {
  const attributes = async () => {
    const get = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] });
    return (await client.send(get)).Attributes ?? {};
  };

  const receive = async (): Promise<DeadLetter[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: batchSize,
        VisibilityTimeout: hiddenSeconds,
        // A wait, however short, has SQS ask all its servers: without, some entries may not be seen.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp', 'MessageGroupId'],
      }),
    );
    return Messages.map(deadLetterOf);
  };

  const remove = async (entries: readonly DeadLetter[]): Promise<void> => {
    for (const batch of inBatches(entries)) {
      const Entries = batch.map(({ receiptHandle }, i) => ({ Id: String(i), ReceiptHandle: receiptHandle }));
      const { Failed = [] } = await client.send(
        new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }),
      );
      if (Failed.length > 0) throw new Fault(`${Failed.length} entries could not be removed`);
    }
  };

  return {
    size: async () => {
      const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: hidden } =
        await attributes();
      return Number(visible) + Number(hidden);
    },
    borrow: async function* () {
      const seen = new Set<string>();
      for (;;) {
        const batch = await receive();
        // What was seen before has come back, for the whole took longer than it is hidden.
        const fresh = batch.filter(({ entryId }) => !seen.has(entryId));
        if (fresh.length === 0) return;
        for (const { entryId } of fresh) seen.add(entryId);
        yield fresh;
      }
    },
    giveBack: async (entries) => {
      for (const batch of inBatches(entries)) {
        const Entries = batch.map(({ receiptHandle }, i) => ({
          ...{ Id: String(i), ReceiptHandle: receiptHandle, VisibilityTimeout: 0 },
        }));
        // One that cannot be given back comes back by itself.
        await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
      }
    },
    remove,
    sendBack: async (entry) => {
      const { body, messageGroupId } = entry;
      await client.send(
        new SendMessageCommand({ QueueUrl: sourceUrl, MessageBody: body, MessageGroupId: messageGroupId }),
      );
      await remove([entry]);
    },
    startMove: async (rate) => {
      const { QueueArn: SourceArn } = await attributes();
      await client.send(new StartMessageMoveTaskCommand({ SourceArn, MaxNumberOfMessagesPerSecond: rate }));
    },
    findMove: async () => {
      const { QueueArn: SourceArn } = await attributes();
      const { Results: [task] = [] } = await client.send(
        new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }),
      );
      return (
        task && {
          state: stateOf(task.Status),
          moved: task.ApproximateNumberOfMessagesMoved ?? 0,
          total: task.ApproximateNumberOfMessagesToMove,
          startedAt: task.StartedTimestamp ?? 0,
          reason: task.FailureReason,
        }
      );
    },
  };
};
