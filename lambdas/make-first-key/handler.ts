import { createKeyStore } from '../../adapters/api-keys/key-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createHttpClient } from '../../adapters/http/node-http-client.ts';
import { customResourceHandler } from '../../adapters/lambda/custom-resource-handler.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { createLog } from '../../adapters/log/log.ts';
import { openKeptOnce } from '../../adapters/secrets/kept-once.ts';
import { MakeFirstKeyEnvironment } from '../../core/environment.ts';
import { createMakeFirstKey } from './make-first-key.ts';

const environment = readEnvironment(MakeFirstKeyEnvironment);
const log = createLog(environment.LOG_LEVEL);

const create = createMakeFirstKey({
  keys: createKeyStore(createDocumentClient(), environment.API_KEYS_TABLE),
  secret: openKeptOnce(environment.FIRST_KEY_SECRET_ARN),
  tenant: environment.FIRST_TENANT,
  clock: () => new Date(),
  log,
});

export const handler = customResourceHandler({ create }, createHttpClient(), log);
