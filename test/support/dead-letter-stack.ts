import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { startLocalEndpoint } from './local-endpoint.ts';
import { smsTool } from './sms-tool.ts';

/** A queue whose entries are given up when they were received once, its dead-letter queue, and the table of notes. */
export const startDeadLetterStack = async () => {
  const local = await startLocalEndpoint();
  const { sqs, dynamoDb } = local;
  const dead = await local.create('AWS::SQS::Queue', 'Dead');
  const redrive = { deadLetterTargetArn: dead.attributes?.Arn, maxReceiveCount: 1 };
  const work = await local.create('AWS::SQS::Queue', 'Work', {
    VisibilityTimeout: 0,
    RedrivePolicy: redrive,
  });
  await dynamoDb.send(
    new CreateTableCommand({
      TableName: 'Statuses',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await waitUntilTableExists(
    { client: dynamoDb, maxWaitTime: 10, minDelay: 0.05 },
    { TableName: 'Statuses' },
  );
  const outputs = { OtpQueueUrl: work.ref, OtpDeadLetterQueueUrl: dead.ref, StatusesTable: 'Statuses' };
  const { url } = local.endpoint;
  const run = { url, apiKey: 'sms_local_x', awsEndpoint: url, eventsUrl: `${url}/events` };
  const receive = async () =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl: work.ref, MaxNumberOfMessages: 10 }))).Messages ??
    [];

  const waiting = async (): Promise<number> => {
    const get = new GetQueueAttributesCommand({ QueueUrl: work.ref, AttributeNames: ['All'] });
    return Number((await sqs.send(get)).Attributes?.ApproximateNumberOfMessages);
  };

  return {
    ...local,
    sms: smsTool({
      files: {
        '.sms-local/local.json': JSON.stringify(run),
        '.sms-local/outputs.json': JSON.stringify(outputs),
      },
      now: () => new Date(Date.now() + 3 * 3_600_000),
    }),
    /** Bodies of the entries in the queue that the entries came from. */
    working: async () => (await receive()).map(({ Body }) => Body),
    /** Puts entries into the dead-letter queue as SQS does. @returns their ids */
    giveUp: async (...bodies: readonly unknown[]): Promise<string[]> => {
      const ids: string[] = [];
      for (const body of bodies) {
        const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
        const send = new SendMessageCommand({ QueueUrl: work.ref, MessageBody, MessageGroupId: 'acme' });
        ids.push((await sqs.send(send)).MessageId ?? '');
      }
      while ((await waiting()) > 0) await receive();
      return ids;
    },
  };
};
export type DeadLetterStack = Awaited<ReturnType<typeof startDeadLetterStack>>;
