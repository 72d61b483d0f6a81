import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

/** The queues of a local run, as an operator sees them. */
export const openQueues = (awsEndpoint: string) => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new SQSClient({ endpoint: awsEndpoint, region: 'us-east-1', credentials });

  return {
    client,
    /** The queue whose name fits, which must be one. */
    find: async (name: RegExp): Promise<string> => {
      const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
      const [url, ...others] = QueueUrls.filter((candidate) => name.test(candidate));
      if (url === undefined || others.length > 0) throw new Error(`${name} is not one of ${QueueUrls}`);
      return url;
    },
    /** Where a queue's entries go that failed too often. */
    deadLettersOf: async (QueueUrl: string): Promise<string> => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] });
      const { Attributes } = await client.send(command);
      const { deadLetterTargetArn } = JSON.parse(Attributes?.RedrivePolicy ?? '');
      const QueueName = String(deadLetterTargetArn).split(':').at(-1);
      return (await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
    },
    /** Entries that wait or are being worked on, or will be. */
    depth: async (QueueUrl: string): Promise<number> => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
      const { Attributes = {} } = await client.send(command);
      const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesDelayed: delayed } =
        Attributes;
      return Number(waiting) + Number(delayed) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
    },
  };
};
