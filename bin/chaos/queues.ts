import * as z from 'zod';
import type { AwsApi } from '../../local/aws/call.ts';

const counts = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
];

const Answer = z.object({ Attributes: z.record(z.string(), z.string()).default({}) });

/** What an operator does with the queues of a stack; every queue is among its outputs. */
export const openQueues = (api: AwsApi, outputs: Readonly<Record<string, string>>) => {
  const urls = Object.entries(outputs).filter(([name]) => name.endsWith('QueueUrl'));
  const isDeadLetter = ([name]: readonly [string, string]): boolean => name.endsWith('DeadLetterQueueUrl');
  const deadLetterUrls = urls.filter(isDeadLetter).map(([, url]) => url);
  const workUrls = urls.filter((entry) => !isDeadLetter(entry)).map(([, url]) => url);

  const attributesOf = async (QueueUrl: string, AttributeNames: readonly string[]) =>
    Answer.parse(await api('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames })).Attributes;

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
        await api('sqs', 'StartMessageMoveTask', { SourceArn: QueueArn });
      }
      return size;
    },
    /** Drops what came back to the dead-letter queues, and tells how much that was: nobody will redrive it again. */
    drop: async (): Promise<number> => {
      const size = await sizeOf(deadLetterUrls);
      for (const QueueUrl of deadLetterUrls) await api('sqs', 'PurgeQueue', { QueueUrl });
      return size;
    },
  };
};
