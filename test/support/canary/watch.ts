import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { AwsAnswer, AwsCall } from '../../../local/aws/call.ts';
import type { Gate } from '../../../local/aws/gates.ts';
import type { Pipeline } from '../local-pipeline.ts';
import { openQueues } from '../queues.ts';

/** Something that the pipeline wrote somewhere. */
export type Writing = { readonly where: string; readonly text: string };

/** `Messages` in the logical id of a table, in its name, or in what a call says of it. */
const tableIn = (text: string): string => /Storage([A-Z][A-Za-z]+?)(?=[0-9A-F]{8})/.exec(text)?.[1] ?? text;

/** Which table or service a call is to: `dynamodb Messages`, `sqs`. */
const placeOf = ({ service, input: { TableName, RequestItems } }: AwsCall): string => {
  const tables = TableName === undefined ? Object.keys(RequestItems ?? {}) : [String(TableName)];
  return [service, ...tables.map(tableIn)].join(' ');
};

/** Notes what functions ask of AWS, and what they and the pollers of their queues are answered. */
export const createWatch = () => {
  const calls: Writing[] = [];
  const gate: Gate = async (call, next) => {
    const note = (answer?: AwsAnswer): void => {
      if (call.caller === 'operator') return;
      calls.push({
        where: `a call to ${placeOf(call)}`,
        text: `${call.caller} ${call.action} ${JSON.stringify(call.input)} ${answer?.body ?? ''}`,
      });
    };
    try {
      const answer = await next(call);
      note(answer);
      return answer;
    } catch (error) {
      note();
      throw error;
    }
  };
  return { gate, calls: calls as readonly Writing[] };
};

/** The log lines of every function. */
const logsIn = (dataDir: string): Writing[] => {
  const folder = join(dataDir, 'logs');
  return readdirSync(folder).map((file) => ({
    where: `log ${file}`,
    text: readFileSync(join(folder, file), 'utf8'),
  }));
};

const tablesOf = async ({ cloud, run }: Pipeline): Promise<Writing[]> => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: run.awsEndpoint, region: 'us-east-1', credentials });
  const writings: Writing[] = [];
  for (const { logicalId, type, created } of cloud.resources.values()) {
    if (type !== 'AWS::DynamoDB::Table') continue;
    for await (const { Items } of paginateScan({ client }, { TableName: created.ref })) {
      writings.push({ where: `rows of ${tableIn(logicalId)}`, text: JSON.stringify(Items) });
    }
  }
  return writings;
};

/** Of each queue its attributes, and of what is left in it the attributes of the entries; their bodies apart. */
const queuesOf = async (awsEndpoint: string): Promise<Writing[]> => {
  const { client } = openQueues(awsEndpoint);
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  const writings = await Promise.all(
    QueueUrls.map(async (QueueUrl): Promise<Writing[]> => {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          ...{ QueueUrl, MaxNumberOfMessages: 10 },
          ...{ MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] },
        }),
      );
      return [
        { where: 'attributes of a queue', text: JSON.stringify(Attributes) },
        ...Messages.flatMap(({ Body = '', ...attributes }) => [
          { where: 'attributes of an entry', text: JSON.stringify(attributes) },
          { where: 'an entry', text: Body },
        ]),
      ];
    }),
  );
  return writings.flat();
};

/** All that a run has written by now, but for its answers to whoever called it. */
export const writingsOf = async (pipeline: Pipeline): Promise<Writing[]> => [
  ...logsIn(pipeline.dataDir),
  ...pipeline.reported.map((text) => ({ where: 'the terminal', text })),
  ...pipeline.cloud.services.endpoint.bus
    .history(0)
    .map(({ event }) => ({ where: 'an event', text: JSON.stringify(event) })),
  ...(await tablesOf(pipeline)),
  ...(await queuesOf(pipeline.run.awsEndpoint)),
];
