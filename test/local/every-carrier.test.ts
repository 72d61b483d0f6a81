import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, test } from 'vitest';
import * as z from 'zod';
import { createApiKey } from '../../adapters/api-keys/administer-keys.ts';
import { createKeyStore } from '../../adapters/api-keys/key-store.ts';
import { startLocalServices } from '../../bin/local-services.ts';
import cdkSettings from '../../cdk.json' with { type: 'json' };
import { systemClock } from '../../local/clock.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import { permissionsOf } from '../../local/template/permissions.ts';
import { EveryCarrierStack } from '../support/every-carrier-stack.ts';
import { apiSecret } from '../support/http-carrier.ts';
import { recordPermissionUses } from '../support/permission-uses.ts';

const Submitted = z.object({ to: z.string(), text: z.string(), callback: z.url() });
const Message = z.object({ messageId: z.string(), status: z.string() });

/** An SMS API that takes every text and posts a signed receipt for it. */
const httpApi = createServer(async (request, response) => {
  const { to, callback } = Submitted.parse(JSON.parse(await text(request)));
  const isAuthorised = request.headers.authorization === `Bearer ${apiSecret.token}`;
  response.writeHead(isAuthorised ? 202 : 401).end(JSON.stringify({ id: `id-${to}` }));
  const status = to.endsWith('13') ? 'failed' : 'delivered';
  const body = JSON.stringify({ id: `id-${to}`, status });
  const signature = createHmac('sha256', apiSecret.webhook).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-signature': `sha256=${signature}` };
  await fetch(callback, { method: 'POST', headers, body });
});

const synthesize = async (): Promise<string> => {
  await new Promise<void>((resolve) => httpApi.listen(0, '127.0.0.1', resolve));
  const address = httpApi.address();
  const outdir = mkdtempSync(join(tmpdir(), 'every-carrier-'));
  const app = new App({ outdir, context: cdkSettings.context });
  const httpApiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  new EveryCarrierStack(app, 'EveryCarrier', { httpApiUrl });
  app.synth();
  return outdir;
};

const start = async () => {
  const uses = recordPermissionUses();
  const templateDir = await synthesize();
  const cloud = await startLocalCloud({
    templateDir,
    dataDir: mkdtempSync(join(tmpdir(), 'every-carrier-data-')),
    port: 0,
    clock: systemClock,
    report: () => {},
    services: async (context) => ({
      ...(await startLocalServices(context, { seed: 1, remote: undefined, ...uses })),
      parameters: {},
    }),
    onDeployed: ({ resources }, services) => {
      uses.onDeployed(resources);
      services.enforce(permissionsOf(resources));
    },
  });
  const client = {
    endpoint: cloud.services.url,
    region: 'us-east-1',
    credentials: cloud.services.credentialsFor('operator'),
  };
  const refOf = (pattern: RegExp): string => {
    const [found] = [...cloud.resources.values()].filter(({ logicalId }) => pattern.test(logicalId));
    if (!found) throw new Error(`no resource ${pattern}`);
    return found.created.ref;
  };
  await new SecretsManagerClient(client).send(
    new PutSecretValueCommand({
      SecretId: refOf(/^HttpCredentials/),
      SecretString: JSON.stringify(apiSecret),
    }),
  );
  const keys = createKeyStore(
    DynamoDBDocumentClient.from(new DynamoDBClient(client)),
    refOf(/StorageApiKeys/),
  );
  const { apiKey } = await createApiKey(keys, {
    environment: 'local',
    tenant: 'acme',
    scopes: ['send', 'read'],
    now: new Date(),
  });
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const call = async (path: string, init: RequestInit = {}) =>
    Message.parse(await (await fetch(`${cloud.apiUrl}/v1/messages${path}`, { ...init, headers })).json());
  return { cloud, call, uses };
};

let local: Awaited<ReturnType<typeof start>>;
beforeAll(async () => {
  local = await start();
});
afterAll(async () => {
  httpApi.close();
  httpApi.closeAllConnections();
  await local.cloud.stop();
  local.uses.write();
});

test.concurrent.for([
  ['sandbox', '001', 'delivered'],
  ['sandbox', '002', 'undelivered'],
  ['sandbox', '003', 'failed'],
  ['sandbox', '004', 'delivered'],
  ['sandbox', '006', 'delivered'],
  ['sandbox', '007', 'unknown'],
  ['sandbox', '012', 'delivered'],
  ['sandbox', '013', 'failed'],
  ['aws-eum', '001', 'delivered'],
  ['aws-eum', '002', 'undelivered'],
  ['aws-eum', '003', 'failed'],
  ['aws-eum', '006', 'delivered'],
  ['aws-eum', '007', 'unknown'],
  ['aws-eum', '012', 'delivered'],
  ['http', '001', 'delivered'],
  ['http', '013', 'failed'],
  ['sns', '001', 'delivered'],
] as const)('by %s, a text to …%s ends as %s', async ([carrier, lastDigits, status], { expect }) => {
  const to = `+447700900${lastDigits}`;
  const { messageId } = await local.call('', {
    method: 'POST',
    body: JSON.stringify({ to, body: 'hello', carrier }),
  });
  const current = async () => (await local.call(`/${messageId}`)).status;
  await expect.poll(current, { timeout: 25_000, interval: 250 }).toBe(status);
});

const withCredentials = ['twilio', 'vonage', 'plivo', 'telnyx', 'http'];

test.concurrent.for(withCredentials)(
  'a webhook of %s is refused unless it is signed',
  async (carrier, { expect }) => {
    const path = `${local.cloud.apiUrl}/v1/webhooks/${carrier}/att_${'0'.repeat(32)}_1`;
    const { status } = await fetch(path, { method: 'POST', body: '{}' });
    expect([400, 403]).toContain(status);
  },
);

test.concurrent.for(withCredentials)(
  'a text by %s is taken though the carrier cannot be reached',
  async (carrier, { expect }) => {
    const { status } = await local.call('', {
      method: 'POST',
      body: JSON.stringify({ to: '+447700900020', body: 'hello', carrier }),
    });
    expect(status).toBe('accepted');
  },
);
