import * as z from 'zod';
import type { DeployedResource } from '../template/deploy.ts';
import { lastOf, tableResource } from './touched.ts';

/**
 * What a caller must be allowed to do with the key under which something is kept: each service asks KMS in the caller's
 * name. Developer guides of DynamoDB (DynamoDB encryption at rest), SQS (key management) and Secrets Manager
 * (encryption and decryption), 2026-11.
 */
const needs: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['Decrypt', 'Encrypt', 'GenerateDataKey'],
  sqs: ['Decrypt', 'GenerateDataKey'],
  secretsmanager: ['Decrypt'],
};

/** Calls that ask for more or less than their service's others. */
const needsOfCall: Readonly<Record<string, readonly string[]>> = {
  PutSecretValue: ['Decrypt', 'GenerateDataKey'],
  // They touch nothing that is kept.
  GetQueueAttributes: [],
  GetQueueUrl: [],
};

/** What must be allowed on the key, for a call of an action that touches something kept under it. */
export const keyActionsOf = (service: string, action: string): readonly string[] =>
  needsOfCall[action] ?? needs[service] ?? [];

const Kept = z.object({
  SSESpecification: z.object({ KMSMasterKeyId: z.string().optional() }).optional(),
  KmsMasterKeyId: z.string().optional(),
  KmsKeyId: z.string().optional(),
});

const touchedOf = ({ type, created }: DeployedResource): string | undefined => {
  if (type === 'AWS::DynamoDB::Table') return `dynamodb ${tableResource(created.ref)}`;
  if (type === 'AWS::SQS::Queue') return `sqs ${lastOf(created.ref, '/')}`;
  return type === 'AWS::SecretsManager::Secret'
    ? `secretsmanager secret:${lastOf(created.ref, ':')}`
    : undefined;
};

/** The key, as the last part of its ARN, of each table, queue and secret that has one: by service and resource. */
export const keysOf = (resources: ReadonlyMap<string, DeployedResource>): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  for (const resource of resources.values()) {
    const touched = touchedOf(resource);
    if (touched === undefined) continue;
    const { SSESpecification, KmsMasterKeyId, KmsKeyId } = Kept.parse(resource.properties);
    const key = SSESpecification?.KMSMasterKeyId ?? KmsMasterKeyId ?? KmsKeyId;
    if (key !== undefined) keys.set(touched, lastOf(key, ':'));
  }
  return keys;
};
