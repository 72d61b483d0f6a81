import type { KeyAdministration } from '../../../adapters/api-keys/key-store.ts';
import { isLive } from '../../../core/keys/key-record.ts';
import { type Check, ok, problem } from '../finding.ts';

/** Whether anybody may send. */
export const apiKeys = (store: Pick<KeyAdministration, 'list'>, now: () => Date, table: string): Check => ({
  name: 'API keys',
  needs: [`dynamodb:Scan on ${table}`],
  look: async () => {
    for await (const record of store.list()) {
      if (isLive(record, now()) && record.scopes.includes('send'))
        return [ok('There is a key that may send.')];
    }
    return [
      problem('There is no key that may send.', 'sms keys create --tenant NAME --scopes send,read,admin'),
    ];
  },
});
