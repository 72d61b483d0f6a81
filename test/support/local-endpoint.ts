import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type EndpointOptions, startAwsEndpoint } from '../../local/aws/endpoint.ts';
import { systemClock } from '../../local/clock.ts';
import type { Created } from '../../local/resource.ts';
import { createJobs } from '../../local/state/jobs.ts';
import { openStore } from '../../local/state/store.ts';
import { createRecordingFunctions } from './recording-functions.ts';

export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/**
 * An endpoint on a fresh (or the given) data folder, and real SDK clients that call it as `operator`. With `holdJobs`
 * what is to be done later is written down and not done.
 */
export const startLocalEndpoint = async (given: Partial<EndpointOptions> = {}, { holdJobs = false } = {}) => {
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'endpoint-'));
  const clock = given.clock ?? systemClock;
  const store = openStore(dataDir);
  const jobs = createJobs(store, clock);
  const functions = createRecordingFunctions();
  const reported: string[] = [];
  const options: EndpointOptions = {
    ...{ accountId: '000000000000', region: 'us-east-1', dataDir, clock, store, jobs, functions },
    report: (line) => reported.push(line),
    ...given,
  };
  const endpoint = await startAwsEndpoint(options);
  if (!holdJobs) jobs.start();
  const client = {
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: endpoint.credentialsFor('operator'),
    maxAttempts: 1,
  };
  return {
    ...{ endpoint, options, dataDir, functions, reported, client },
    dynamoDb: new DynamoDBClient(client),
    events: new EventBridgeClient(client),
    secrets: new SecretsManagerClient(client),
    smsVoice: new PinpointSMSVoiceV2Client(client),
    sns: new SNSClient(client),
    sqs: new SQSClient(client),
    create: async (
      type: string,
      logicalId: string,
      properties: Record<string, unknown> = {},
    ): Promise<Created> => {
      const handler = endpoint.handlers[type];
      if (!handler) throw new Error(`no handler for ${type}`);
      return handler({ logicalId, type, properties }, options);
    },
    stop: async (): Promise<void> => {
      await endpoint.stop();
      await jobs.stop();
      store.close();
    },
  };
};
export type LocalEndpoint = Awaited<ReturnType<typeof startLocalEndpoint>>;
