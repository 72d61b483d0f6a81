import { newApiKey } from './api-key.ts';
import type { KeyAdministration, KeyRecord, Scope } from './key-store.ts';

export type NewKey = {
  /** What the key starts with after `sms_`: `live`, `local`. */
  readonly environment: string;
  readonly tenant: string;
  readonly scopes: readonly Scope[];
  readonly now: Date;
};

/** Makes a key and stores its hash. The answer is the only copy of the key. */
export const createApiKey = async (
  keys: KeyAdministration,
  { environment, tenant, scopes, now }: NewKey,
): Promise<string> => {
  const { keyId, apiKey, hash } = newApiKey(environment);
  await keys.add({ keyId, hash, tenant, scopes: [...scopes], createdAt: now.toISOString() });
  return apiKey;
};

/** One line about a key, for a terminal. */
export const describeKey = ({ keyId, tenant, scopes, createdAt, revokedAt }: KeyRecord): string =>
  [
    keyId,
    tenant,
    scopes.join(','),
    createdAt,
    revokedAt === undefined ? 'active' : `revoked ${revokedAt}`,
  ].join('  ');
