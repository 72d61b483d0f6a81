import { openAuthentication } from '../../adapters/api-keys/open-authentication.ts';
import { dividesInItsOwnWay } from '../../adapters/carriers/registry.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { openWeightShares } from '../../adapters/dynamodb/weight-shares.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { readJson } from '../../adapters/lambda/json-body.ts';
import { createLog } from '../../adapters/log/log.ts';
import { PreviewMessageEnvironment } from '../../core/environment.ts';
import { createPreviewMessage } from './preview-message.ts';

const environment = readEnvironment(PreviewMessageEnvironment);
const clock = () => new Date();
const log = createLog(environment.LOG_LEVEL);
const documents = createDocumentClient();

const previewMessage = createPreviewMessage({
  settings: {
    carrierNames: environment.CARRIER_NAMES,
    routing: environment.ROUTING,
    defaultCountry: environment.DEFAULT_COUNTRY,
    maxSegments: environment.MAX_SEGMENTS,
    allowFixedLines: environment.ALLOW_FIXED_LINES,
  },
  carriers: { rateCard: environment.RATE_CARD, dividesInItsOwnWay },
  ...(environment.CARRIER_HEALTH_TABLE !== undefined && {
    weightShares: openWeightShares(documents, environment.CARRIER_HEALTH_TABLE, {
      routing: environment.ROUTING,
      clock,
      log,
    }),
  }),
  clock,
});

const { withApiKey } = openAuthentication(environment, documents, { clock, log });

export const handler = httpHandler(
  withApiKey('send', async (request, { tenant, rights }) => ({
    status: 200,
    body: await previewMessage(tenant, rights, readJson(request)),
  })),
  log,
);
