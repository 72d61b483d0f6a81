import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { LaneEntries, LaneQueue } from '../../core/ports.ts';
import { sendBatches } from './send-batches.ts';

/** A lane's queue. The tenant is the message group, so that SQS shares the lane fairly among tenants. */
export const createLaneQueue = (client: SQSClient, queueUrl: string): LaneQueue & LaneEntries => ({
  enqueue: async (entry, delaySeconds) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(entry),
        MessageGroupId: entry.tenant,
        ...(delaySeconds !== undefined && { DelaySeconds: delaySeconds }),
      }),
    );
  },
  enqueueAll: (entries) =>
    sendBatches(
      client,
      queueUrl,
      entries.map(({ entry, delaySeconds }) => ({ body: entry, delaySeconds, groupId: entry.tenant })),
    ),
});
