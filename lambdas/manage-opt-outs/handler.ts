import { openAuthentication } from '../../adapters/api-keys/open-authentication.ts';
import { hashRecipient } from '../../adapters/crypto/hashes.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createOptOutStore } from '../../adapters/dynamodb/opt-out-store.ts';
import { byMethod } from '../../adapters/lambda/by-method.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { openSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { ManageOptOutsEnvironment } from '../../core/environment.ts';
import { createManageOptOuts } from './manage-opt-outs.ts';

const environment = readEnvironment(ManageOptOutsEnvironment);
const clock = () => new Date();
const documents = createDocumentClient();
const secrets = openSecretsManagerStore(clock);

const optOuts = createManageOptOuts({
  optOuts: createOptOutStore(documents, environment.STATUSES_TABLE),
  hashRecipient: async (recipient) =>
    hashRecipient(recipient, await secrets.read(environment.RECIPIENT_HASH_SECRET_ARN)),
  clock,
});

const log = createLog(environment.LOG_LEVEL);
const { withApiKey } = openAuthentication(environment, documents, { clock, log });

export const handler = httpHandler(
  byMethod({
    GET: withApiKey('read', async ({ pathParameters }, { tenant }) => ({
      status: 200,
      body: await optOuts.find(tenant, pathParameters.number),
    })),
    PUT: withApiKey('send', async ({ pathParameters }, { tenant }) => ({
      status: 200,
      body: await optOuts.record(tenant, pathParameters.number),
    })),
    DELETE: withApiKey('send', async ({ pathParameters }, { tenant }) => {
      await optOuts.remove(tenant, pathParameters.number);
      return { status: 204 };
    }),
  }),
  log,
);
