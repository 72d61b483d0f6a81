import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { App, type Stack } from 'aws-cdk-lib';
import * as z from 'zod';
import { createApiKey } from '../../adapters/api-keys/administer-keys.ts';
import { createKeyStore } from '../../adapters/api-keys/key-store.ts';
import { startLocalServices } from '../../bin/local-services.ts';
import cdkSettings from '../../cdk.json' with { type: 'json' };
import { startLocalCloud } from '../../local/cloud.ts';
import { createLeapingClock } from '../../local/leaping-clock.ts';
import { recordPermissionUses } from './permission-uses.ts';

const Message = z.object({ messageId: z.string(), status: z.string() });

type LocalStackOptions = {
  readonly stackOf: (app: App) => Stack;
  /** Values of the template's parameters. */
  readonly parameters?: (simulatorUrl: string) => Readonly<Record<string, string>>;
  /** What the secrets hold, by the start of their ids. */
  readonly secrets: Readonly<Record<string, object>>;
};

const minutes = 60_000;

/** A stack of a test's own on the local cloud, with an API key. */
export const startLocalStack = async ({ stackOf, parameters, secrets }: LocalStackOptions) => {
  const uses = recordPermissionUses();
  const templateDir = mkdtempSync(join(tmpdir(), 'local-stack-'));
  const app = new App({ outdir: templateDir, context: cdkSettings.context });
  stackOf(app);
  app.synth();
  const clock = createLeapingClock();
  const cloud = await startLocalCloud({
    templateDir,
    dataDir: mkdtempSync(join(tmpdir(), 'local-stack-data-')),
    port: 0,
    clock,
    report: () => {},
    services: async (context) => {
      const services = await startLocalServices(context, { seed: 1, remote: undefined, ...uses });
      return { ...services, parameters: parameters?.(services.simulatorUrl) ?? {} };
    },
    onDeployed: ({ resources }, services) => {
      uses.onDeployed(resources);
      services.enforce(resources);
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
  const secretsManager = new SecretsManagerClient(client);
  for (const [id, secret] of Object.entries(secrets)) {
    const SecretId = refOf(new RegExp(`^${id}`));
    await secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(secret) }));
  }
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

  return {
    apiUrl: cloud.apiUrl,
    simulatorUrl: cloud.services.simulatorUrl,
    /** Calls `/v1/messages` and what is below it. */
    call: async (path: string, init: RequestInit = {}) =>
      Message.parse(await (await fetch(`${cloud.apiUrl}/v1/messages${path}`, { ...init, headers })).json()),
    /** Lets minutes pass that nobody waits for. Nothing may run meanwhile. */
    pass: (count: number): void => clock.leap(count * minutes),
    stop: async (): Promise<void> => {
      await cloud.stop();
      uses.write();
    },
  };
};
