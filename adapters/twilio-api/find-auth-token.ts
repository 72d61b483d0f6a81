import { isLive } from '../../core/keys/key-record.ts';
import type { Clock } from '../../core/ports.ts';
import { matchesHash } from '../api-keys/api-key.ts';
import type { KeyStore } from '../api-keys/key-store.ts';
import { authTokenOf } from './account.ts';

/**
 * The auth token that an account has now, made again from the stack's key; undefined where none is issued, where it is
 * revoked, and where the key has changed since.
 */
export const createFindAuthToken =
  (keys: KeyStore, readKey: () => Promise<string>, clock: Clock) =>
  async (accountSid: string): Promise<string | undefined> => {
    const issued = await keys.find(accountSid);
    if (!issued || !isLive(issued, clock())) return undefined;
    const token = authTokenOf(await readKey(), accountSid, issued.createdAt);
    return matchesHash(token, issued.hash) ? token : undefined;
  };
export type FindAuthToken = ReturnType<typeof createFindAuthToken>;
