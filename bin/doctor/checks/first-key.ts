import { keyIdOf } from '../../../adapters/api-keys/api-key.ts';
import type { KeyStore } from '../../../adapters/api-keys/key-store.ts';
import type { SecretStore } from '../../../adapters/secrets/secret-store.ts';
import { isLive } from '../../../core/keys/key-record.ts';
import { type Check, ok, warning } from '../finding.ts';

/** Whether the key that the stack made still waits for whoever may read its secret. */
export const firstKey = (
  { secrets, keys, now }: { secrets: SecretStore; keys: Pick<KeyStore, 'find'>; now: () => Date },
  secretArn: string,
): Check => ({
  name: 'First API key',
  needs: [`secretsmanager:GetSecretValue on ${secretArn}`],
  look: async () => {
    const keyId = keyIdOf(await secrets.read(secretArn));
    const record = keyId === undefined ? undefined : await keys.find(keyId);
    if (!record || !isLive(record, now())) return [ok('No admin key lies in a secret.')];
    return [
      warning(
        'The key that the stack made is still in its secret, for all who may read that.',
        'sms keys first',
      ),
    ];
  },
});
