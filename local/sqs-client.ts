import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';

export type SqsAccess = {
  readonly endpointUrl: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** A client that talks to the local endpoint only, whatever host a queue's URL names. */
export const localSqsClient = ({ endpointUrl, region, credentials }: SqsAccess): SQSClient =>
  new SQSClient({ endpoint: endpointUrl, region, credentials, useQueueUrlAsEndpoint: false });

export const queueNameOf = (queueArn: string): string => queueArn.split(':').at(-1) ?? queueArn;

export const queueUrlOf = async (client: SQSClient, queueArn: string): Promise<string> => {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: queueNameOf(queueArn) }));
  if (QueueUrl === undefined) throw new Error(`there is no queue ${queueArn}`);
  return QueueUrl;
};
