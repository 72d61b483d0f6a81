import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { LaneQueue } from '../../core/ports.ts';

/** A lane's queue. The tenant is the message group, so that SQS shares the lane fairly among tenants. */
export const createLaneQueue = (client: SQSClient, queueUrl: string): LaneQueue => ({
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
});
