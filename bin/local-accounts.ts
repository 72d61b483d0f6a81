import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { createApiKey } from '../adapters/api-keys/administer-keys.ts';
import { keyIdOf } from '../adapters/api-keys/api-key.ts';
import { createKeyStore } from '../adapters/api-keys/key-store.ts';
import { takeFirstKey } from '../adapters/api-keys/take-first-key.ts';
import { accountSidOf } from '../adapters/twilio-api/account.ts';
import { createFindAuthToken } from '../adapters/twilio-api/find-auth-token.ts';
import { issueTwilioCredentials, type TwilioCredentials } from '../adapters/twilio-api/issue-credentials.ts';
import { isLive } from '../core/keys/key-record.ts';
import type { Services } from '../local/cloud.ts';
import { simulatedAccounts } from '../local/simulator/accounts.ts';
import { localTenant as tenant, twilioAccount } from './local-services.ts';

/** What is done by hand once after a deploy, the local run does by itself; by the same calls. */
const Outputs = z.object({
  ApiKeysTable: z.string(),
  /** Only where Twilio is among the carriers. */
  TwilioSecretArn: z.string().optional(),
  /** Only where an API is described. */
  HttpSecretArn: z.string().optional(),
  AccountTokenKeyArn: z.string(),
  FirstKeySecretArn: z.string(),
});

const clientFor = ({ url, credentialsFor }: Services) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: credentialsFor('operator'),
});

/** Gives the senders the simulator's accounts in place of the placeholders. */
export const storeSimulatedAccounts = async (services: Services, outputs: unknown): Promise<void> => {
  const { TwilioSecretArn, HttpSecretArn } = Outputs.parse(outputs);
  const client = new SecretsManagerClient(clientFor(services));
  for (const [SecretId, account] of [
    [TwilioSecretArn, twilioAccount],
    [HttpSecretArn, simulatedAccounts.http],
  ] as const) {
    if (SecretId === undefined) continue;
    await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(account) }));
  }
};

/** The API key of this data folder: the stack's first, kept beside the data; another one once it is lost or revoked. */
export const ensureApiKey = async (
  services: Services,
  outputs: unknown,
  dataDir: string,
): Promise<string> => {
  const { ApiKeysTable, FirstKeySecretArn } = Outputs.parse(outputs);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientFor(services)));
  const keys = createKeyStore(client, ApiKeysTable);
  const file = join(dataDir, 'api-key');
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  const keyId = keyIdOf(known);
  const record = keyId === undefined ? undefined : await keys.find(keyId);
  const now = new Date();
  if (record && isLive(record, now)) return known;
  const secrets = new SecretsManagerClient(clientFor(services));
  const { SecretString: kept = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: FirstKeySecretArn }),
  );
  const how = { environment: 'local', now };
  const taken = await takeFirstKey(keys, kept, how);
  const { apiKey } =
    'why' in taken ? await createApiKey(keys, { ...how, tenant, scopes: ['send', 'read', 'admin'] }) : taken;
  writeFileSync(file, apiKey, { mode: 0o600 });
  return apiKey;
};

/** The account of the local tenant at the Twilio-compatible API: its token stays until it is revoked. */
export const ensureTwilioCredentials = async (
  services: Services,
  outputs: unknown,
): Promise<TwilioCredentials> => {
  const { ApiKeysTable, AccountTokenKeyArn } = Outputs.parse(outputs);
  const secrets = new SecretsManagerClient(clientFor(services));
  const { SecretString: key = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: AccountTokenKeyArn }),
  );
  const keys = createKeyStore(
    DynamoDBDocumentClient.from(new DynamoDBClient(clientFor(services))),
    ApiKeysTable,
  );
  const now = () => new Date();
  const accountSid = accountSidOf(tenant, 'live');
  const authToken = await createFindAuthToken(keys, async () => key, now)(accountSid);
  if (authToken !== undefined) return { accountSid, authToken };
  return issueTwilioCredentials(keys, key, { tenant, kind: 'live', now: now() });
};
