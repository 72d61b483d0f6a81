import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

export const probeQueue = (client: SQSClient, queueUrl: string) => async (): Promise<void> => {
  await client.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }));
};
