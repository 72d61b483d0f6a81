import { createHash } from 'node:crypto';
import { hashApiKey, keyIdOf, newApiKey } from '../../adapters/api-keys/api-key.ts';
import type { KeyAdministration } from '../../adapters/api-keys/key-store.ts';
import type { KeptOnce } from '../../adapters/secrets/kept-once.ts';
import { Fault } from '../../core/fault.ts';
import { isLive } from '../../core/keys/key-record.ts';
import type { Clock, Log } from '../../core/ports.ts';

export type MakeFirstKeyDeps = {
  readonly keys: Pick<KeyAdministration, 'add' | 'list'>;
  /** Where the key waits for whoever deployed. */
  readonly secret: KeptOnce;
  /** Whose the key is. */
  readonly tenant: string;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * Makes an admin key, unless there is a live one. For one stack it makes one key, however often it is asked: the
 * secret keeps the first, and a row that was there, perhaps revoked by now, stays as it is.
 */
export const createMakeFirstKey = ({ keys, secret, tenant, clock, log }: MakeFirstKeyDeps) => {
  const hasAdmin = async (now: Date): Promise<boolean> => {
    for await (const record of keys.list()) {
      if (isLive(record, now) && record.scopes.includes('admin')) return true;
    }
    return false;
  };

  return async (stackId: string): Promise<void> => {
    const now = clock();
    if (await hasAdmin(now)) {
      log.info('no first key: there is an admin key');
      return;
    }
    const token = createHash('sha256').update(stackId).digest('hex');
    // The secret comes first: a crash between the two leaves a key that nobody takes, and the next try completes it.
    const apiKey = await secret.keep(token, newApiKey('live').apiKey);
    const keyId = keyIdOf(apiKey);
    if (keyId === undefined) throw new Fault('the secret of the first key holds something else');
    await keys.add({
      keyId,
      hash: hashApiKey(apiKey),
      tenant,
      kind: 'live',
      scopes: ['send', 'read', 'admin'],
      name: 'first key',
      createdAt: now.toISOString(),
    });
    log.info('first key made', { tenant, keyId });
  };
};
