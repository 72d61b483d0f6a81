import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { KeyRecord } from '../../core/keys/key-record.ts';
import { hashApiKey } from '../api-keys/api-key.ts';
import { accountSidOf, authTokenOf } from './account.ts';

export type TwilioCredentials = { readonly accountSid: string; readonly authToken: string };

/**
 * Gives a tenant's account an auth token; one that it had ends with that. It is kept as API keys are: by its hash,
 * under the account SID, to be listed and revoked like them.
 */
export const issueTwilioCredentials = async (
  client: DynamoDBDocumentClient,
  apiKeysTable: string,
  key: string,
  { tenant, kind, now }: { readonly tenant: string; readonly kind: 'live' | 'test'; readonly now: Date },
): Promise<TwilioCredentials> => {
  const accountSid = accountSidOf(tenant, kind);
  const createdAt = now.toISOString();
  const authToken = authTokenOf(key, accountSid, createdAt);
  const record: KeyRecord = {
    keyId: accountSid,
    hash: hashApiKey(authToken),
    tenant,
    kind,
    scopes: ['send', 'read'],
    createdAt,
  };
  await client.send(new PutCommand({ TableName: apiKeysTable, Item: record }));
  return { accountSid, authToken };
};
