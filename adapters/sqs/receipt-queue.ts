import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Fault } from '../../core/fault.ts';
import type { ReceiptQueue, ReceiptSchedule, ScheduledReceipt } from '../../core/ports.ts';

/** SQS takes at most ten entries a call. */
const batchSize = 10;

const chunk = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / batchSize) }, (_, i) =>
    items.slice(i * batchSize, (i + 1) * batchSize),
  );

export const createReceiptQueue = (client: SQSClient, queueUrl: string): ReceiptQueue & ReceiptSchedule => {
  const send = async (entries: readonly ScheduledReceipt[]): Promise<void> => {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: entries.map(({ receipt, delaySeconds }, i) => ({
          Id: String(i),
          MessageBody: JSON.stringify(receipt),
          ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
        })),
      }),
    );
    if (Failed.length > 0)
      throw new Fault(`the receipts queue refused ${Failed.length} of ${entries.length} entries`);
  };

  const schedule: ReceiptSchedule['schedule'] = async (entries) => {
    await Promise.all(chunk(entries).map(send));
  };

  return {
    schedule,
    enqueue: (receipts) => schedule(receipts.map((receipt) => ({ receipt, delaySeconds: 0 }))),
  };
};
