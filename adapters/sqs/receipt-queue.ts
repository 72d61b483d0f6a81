import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ReceiptQueue, ReceiptSchedule } from '../../core/ports.ts';
import { sendBatches } from './send-batches.ts';

export const createReceiptQueue = (client: SQSClient, queueUrl: string): ReceiptQueue & ReceiptSchedule => {
  const schedule: ReceiptSchedule['schedule'] = (entries) =>
    sendBatches(
      client,
      queueUrl,
      entries.map(({ receipt, delaySeconds }) => ({ body: receipt, delaySeconds })),
    );

  return {
    schedule,
    enqueue: (receipts) => schedule(receipts.map((receipt) => ({ receipt, delaySeconds: 0 }))),
  };
};
