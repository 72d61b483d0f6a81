import { hashApiKey } from '../api-keys/api-key.ts';
import type { KeyAdministration } from '../api-keys/key-store.ts';
import { accountSidOf, authTokenOf } from './account.ts';

export type TwilioCredentials = { readonly accountSid: string; readonly authToken: string };

/** Whose credentials: those of the kind `test` reach nobody. */
export type CredentialsGrant = {
  readonly tenant: string;
  readonly kind: 'live' | 'test';
  readonly now: Date;
};

/**
 * Gives a tenant's account an auth token, made of the stack's key; one that it had ends with that. It is kept as API
 * keys are: by its hash, under the account SID, to be listed and revoked like them.
 */
export const issueTwilioCredentials = async (
  keys: Pick<KeyAdministration, 'put'>,
  key: string,
  { tenant, kind, now }: CredentialsGrant,
): Promise<TwilioCredentials> => {
  const accountSid = accountSidOf(tenant, kind);
  const createdAt = now.toISOString();
  const authToken = authTokenOf(key, accountSid, createdAt);
  const hash = hashApiKey(authToken);
  await keys.put({ keyId: accountSid, hash, tenant, kind, scopes: ['send', 'read'], createdAt });
  return { accountSid, authToken };
};
