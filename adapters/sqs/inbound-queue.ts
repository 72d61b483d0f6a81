import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { InboundQueue } from '../../core/ports.ts';

export const createInboundQueue = (client: SQSClient, queueUrl: string): InboundQueue => ({
  enqueue: async (entry) => {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(entry) }));
  },
});
