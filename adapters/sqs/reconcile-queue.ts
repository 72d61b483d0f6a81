import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReconcileQueue } from '../../core/ports.ts';

export const createReconcileQueue = (client: SQSClient, queueUrl: string): ReconcileQueue => ({
  enqueue: async (entry, delaySeconds) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(entry),
        MessageGroupId: entry.tenant,
        DelaySeconds: delaySeconds,
      }),
    );
  },
});
