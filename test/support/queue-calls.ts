import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { LocalEndpoint } from './local-endpoint.ts';

/** What tests of queues do again and again. */
export const createQueueCalls = (local: LocalEndpoint) => ({
  queue: async (logicalId: string, properties = {}) => {
    const { ref, attributes } = await local.create('AWS::SQS::Queue', logicalId, properties);
    return { url: ref, arn: String(attributes?.Arn) };
  },
  send: (QueueUrl: string, MessageBody: string, more = {}) =>
    local.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more })),
  receive: async (QueueUrl: string, more = {}) => {
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more });
    return (await local.sqs.send(receive)).Messages ?? [];
  },
});
