import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type Check, type Finding, ok, warning } from '../finding.ts';

/** Whether entries wait in dead-letter queues. */
export const setAside = (
  client: Pick<SQSClient, 'send'>,
  queueUrls: Readonly<Record<string, string>>,
): Check => ({
  name: 'dead-letter queues',
  needs: ['sqs:GetQueueAttributes'],
  look: async (): Promise<Finding[]> => {
    const counted = await Promise.all(
      Object.entries(queueUrls).map(async ([name, QueueUrl]) => {
        const { Attributes } = await client.send(
          new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
        );
        return { name, count: Number(Attributes?.ApproximateNumberOfMessages ?? 0) };
      }),
    );
    const filled = counted.filter(({ count }) => count > 0);
    if (filled.length === 0) return [ok('They are empty.')];
    return filled.map(({ name, count }) =>
      warning(
        `${name} holds ${count}.`,
        `sms dlq show ${name} says why: docs/operations.md#entries-were-set-aside`,
      ),
    );
  },
});
