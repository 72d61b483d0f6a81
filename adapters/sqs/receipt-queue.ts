import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Fault } from '../../core/fault.ts';
import type { ReceiptQueue } from '../../core/ports.ts';
import type { Receipt } from '../../core/receipt.ts';

/** SQS takes at most ten entries a call. */
const batchSize = 10;

const chunk = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / batchSize) }, (_, i) =>
    items.slice(i * batchSize, (i + 1) * batchSize),
  );

export const createReceiptQueue = (client: SQSClient, queueUrl: string): ReceiptQueue => {
  const send = async (receipts: readonly Receipt[]): Promise<void> => {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: receipts.map((receipt, i) => ({ Id: String(i), MessageBody: JSON.stringify(receipt) })),
      }),
    );
    if (Failed.length > 0)
      throw new Fault(`the receipts queue refused ${Failed.length} of ${receipts.length} entries`);
  };

  return {
    enqueue: async (receipts) => {
      await Promise.all(chunk(receipts).map(send));
    },
  };
};
