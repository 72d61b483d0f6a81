import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { UsageError } from '../usage-error.ts';
import type { Target } from './target.ts';

/** @throws UsageError when the stack was deployed by a version that did not have it yet. */
export const outputOf = (target: Target, name: string): string => {
  const value = target.outputs()[name];
  if (value !== undefined) return value;
  throw new UsageError(`${target.name} has no output ${name}: deploy it again, and write its outputs anew.`);
};

export const openDocuments = (target: Target): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(target.aws()), {
    marshallOptions: { removeUndefinedValues: true },
  });

export const openSqs = (target: Target): SQSClient => new SQSClient(target.aws());
