import * as z from 'zod';
import type { CloudContext, ResourceHandler } from '../../resource.ts';
import { AwsError } from '../aws-error.ts';
import type { AwsApi } from '../call.ts';
import { noLocalEffect, physicalName, readProperties } from '../properties.ts';
import { GenerateSecretString, generate } from './generate.ts';

const Properties = z.strictObject({
  Name: z.string().optional(),
  Description: noLocalEffect,
  SecretString: z.string().optional(),
  GenerateSecretString: GenerateSecretString.optional(),
  KmsKeyId: noLocalEffect,
  ReplicaRegions: noLocalEffect,
  Tags: noLocalEffect,
});

const Described = z.object({ ARN: z.string() });
const Got = z.object({ SecretString: z.string() });

const arnOf = async (api: AwsApi, SecretId: string): Promise<string | undefined> => {
  try {
    return Described.parse(await api('secretsmanager', 'DescribeSecret', { SecretId })).ARN;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
};

/**
 * AWS::SecretsManager::Secret. Its value is made once and then kept, also when somebody has put another one by hand:
 * as in AWS only a changed `SecretString` in the template, or a value that the local run insists on, replaces it.
 */
export const secretHandler = (
  { store }: Pick<CloudContext, 'store'>,
  api: AwsApi,
  secretValues: Readonly<Record<string, string>>,
): ResourceHandler => {
  store.exec('CREATE TABLE IF NOT EXISTS secret_origins (name TEXT PRIMARY KEY, literal TEXT)');
  const originOf = store.prepare('SELECT literal FROM secret_origins WHERE name = ?');
  const setOrigin = store.prepare('INSERT OR REPLACE INTO secret_origins VALUES (?, ?)');

  return async (resource) => {
    const {
      Name,
      SecretString: literal,
      GenerateSecretString: options,
    } = readProperties(Properties, resource);
    const name = Name ?? physicalName(resource.logicalId, 512);
    const insisted = Object.hasOwn(secretValues, resource.logicalId)
      ? secretValues[resource.logicalId]
      : undefined;
    const existing = await arnOf(api, name);
    const put = (SecretString: string) =>
      api('secretsmanager', 'PutSecretValue', { SecretId: name, SecretString });

    if (existing === undefined) {
      const SecretString = insisted ?? literal ?? generate(options ?? GenerateSecretString.parse({}));
      await api('secretsmanager', 'CreateSecret', { Name: name, SecretString });
    } else if (insisted !== undefined) {
      const { SecretString } = Got.parse(await api('secretsmanager', 'GetSecretValue', { SecretId: name }));
      if (SecretString !== insisted) await put(insisted);
    } else if (literal !== undefined && originOf.get(name)?.literal !== literal) {
      await put(literal);
    }
    setOrigin.run(name, literal ?? null);
    const arn = existing ?? (await arnOf(api, name)) ?? '';
    return { ref: arn, attributes: { Id: arn } };
  };
};
