import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Fault } from '../../core/fault.ts';

/** SQS takes at most ten entries a call. */
const batchSize = 10;

export type QueueEntry = {
  readonly body: unknown;
  /** 0 to 900. */
  readonly delaySeconds: number;
  /** Whose share of the queue it takes. */
  readonly groupId?: string;
};

/** Puts all entries into the queue, or throws: then some may be in it. */
export const sendBatches = async (
  client: SQSClient,
  queueUrl: string,
  entries: readonly QueueEntry[],
): Promise<void> => {
  const send = async (batch: readonly QueueEntry[]): Promise<void> => {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map(({ body, delaySeconds, groupId }, i) => ({
          Id: String(i),
          MessageBody: JSON.stringify(body),
          ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
          ...(groupId !== undefined && { MessageGroupId: groupId }),
        })),
      }),
    );
    if (Failed.length > 0) throw new Fault(`the queue refused ${Failed.length} of ${batch.length} entries`);
  };
  const batches = Array.from({ length: Math.ceil(entries.length / batchSize) }, (_, i) =>
    entries.slice(i * batchSize, (i + 1) * batchSize),
  );
  await Promise.all(batches.map(send));
};
