import { createKeyStore } from '../../adapters/api-keys/key-store.ts';
import { openAuthentication } from '../../adapters/api-keys/open-authentication.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createKeyUsage } from '../../adapters/dynamodb/key-usage.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { ManageKeysEnvironment } from '../../core/environment.ts';
import { answerKeyCall } from './answer-key-call.ts';
import { createManageKeys } from './manage-keys.ts';

const environment = readEnvironment(ManageKeysEnvironment);
const log = createLog(environment.LOG_LEVEL);
const clock = () => new Date();
const documents = createDocumentClient();

const { withApiKey } = openAuthentication(environment, documents, { clock, log });

const manageKeys = createManageKeys({
  keys: createKeyStore(documents, environment.API_KEYS_TABLE),
  usage: createKeyUsage(documents, environment.USAGE_TABLE),
  clock,
  log,
});

export const handler = httpHandler(withApiKey('admin', answerKeyCall(manageKeys)), log);
