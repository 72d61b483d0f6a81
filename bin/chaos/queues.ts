import {
  GetQueueAttributesCommand,
  type QueueAttributeName,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

const counts: QueueAttributeName[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
];

export type QueuesOptions = {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The stack's: every queue is among them. */
  readonly outputs: Readonly<Record<string, string>>;
};

/** What an operator does with the queues of the stack. */
export const openQueues = ({ endpoint, credentials, outputs }: QueuesOptions) => {
  const sqs = new SQSClient({ endpoint, region: 'us-east-1', credentials });
  const urls = Object.entries(outputs).filter(([name]) => name.endsWith('QueueUrl'));
  const isDeadLetter = ([name]: readonly [string, string]): boolean => name.endsWith('DeadLetterQueueUrl');
  const deadLetterUrls = urls.filter(isDeadLetter).map(([, url]) => url);
  const workUrls = urls.filter((entry) => !isDeadLetter(entry)).map(([, url]) => url);

  const attributesOf = async (QueueUrl: string, AttributeNames: QueueAttributeName[]) =>
    (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))).Attributes ?? {};

  const sizeOf = async (queueUrls: readonly string[]): Promise<number> => {
    const all = await Promise.all(queueUrls.map((url) => attributesOf(url, counts)));
    return all
      .flatMap((attributes) => Object.values(attributes))
      .reduce((sum, size) => sum + Number(size), 0);
  };

  return {
    /** Entries that wait, are hidden or are worked on. */
    open: (): Promise<number> => sizeOf(workUrls),
    /** Sends all that failed too often back to where it came from, and tells how much that was. */
    redrive: async (): Promise<number> => {
      const size = await sizeOf(deadLetterUrls);
      for (const url of deadLetterUrls) {
        const { QueueArn } = await attributesOf(url, ['QueueArn']);
        await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: QueueArn }));
      }
      return size;
    },
    close: (): void => sqs.destroy(),
  };
};
