import * as z from 'zod';
import type { ResourceHandler } from '../../resource.ts';
import { AwsError } from '../aws-error.ts';
import type { AwsApi } from '../call.ts';
import {
  cfnBoolean,
  cfnJson,
  cfnNumber,
  noLocalEffect,
  physicalName,
  readProperties,
} from '../properties.ts';

const Properties = z.strictObject({
  QueueName: z.string().optional(),
  DelaySeconds: cfnNumber.default(0),
  MaximumMessageSize: cfnNumber.optional(),
  MessageRetentionPeriod: cfnNumber.default(345_600),
  ReceiveMessageWaitTimeSeconds: cfnNumber.default(0),
  VisibilityTimeout: cfnNumber.default(30),
  RedrivePolicy: cfnJson.optional(),
  RedriveAllowPolicy: cfnJson.optional(),
  SqsManagedSseEnabled: cfnBoolean.optional(),
  KmsMasterKeyId: noLocalEffect,
  KmsDataKeyReusePeriodSeconds: noLocalEffect,
  Tags: noLocalEffect,
});

const Url = z.object({ QueueUrl: z.string() });
const Got = z.object({ Attributes: z.record(z.string(), z.string()) });

const urlOf = async (api: AwsApi, QueueName: string): Promise<string | undefined> => {
  try {
    return Url.parse(await api('sqs', 'GetQueueUrl', { QueueName })).QueueUrl;
  } catch (error) {
    // Emulators know it by the older name or by the newer one.
    if (error instanceof AwsError && /QueueDoesNotExist|NonExistentQueue/.test(error.code)) return undefined;
    throw error;
  }
};

/** AWS::SQS::Queue. A queue that an earlier run left keeps its messages and gets the template's attributes. */
export const queueHandler =
  (api: AwsApi): ResourceHandler =>
  async (resource) => {
    const {
      QueueName: given,
      KmsMasterKeyId: _key,
      KmsDataKeyReusePeriodSeconds: _period,
      Tags: _tags,
      ...rest
    } = readProperties(Properties, resource);
    const QueueName = given ?? physicalName(resource.logicalId, 80);
    const Attributes = Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) => {
        if (value === undefined) return [];
        return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
      }),
    );
    const existing = await urlOf(api, QueueName);
    const QueueUrl =
      existing ?? Url.parse(await api('sqs', 'CreateQueue', { QueueName, Attributes })).QueueUrl;
    const current = Got.parse(
      await api('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] }),
    ).Attributes;
    if (existing !== undefined) {
      // A policy that the template no longer has is taken off by an empty text.
      const removed = current.RedrivePolicy && !Attributes.RedrivePolicy ? { RedrivePolicy: '' } : {};
      await api('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { ...Attributes, ...removed } });
    }
    return { ref: QueueUrl, attributes: { Arn: current.QueueArn, QueueName, QueueUrl } };
  };
