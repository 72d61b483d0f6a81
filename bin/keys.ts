// `npm run keys -- create|list|rotate|revoke`: the API keys of a deployed stack, or of the local run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { createApiKey, rotateApiKey } from '../adapters/api-keys/administer-keys.ts';
import { createKeyStore, type KeyAdministration } from '../adapters/api-keys/key-store.ts';
import type { KeyRecord } from '../core/keys/key-record.ts';
import {
  type KeyOptions,
  readKeyOptions,
  readKeyRequest,
  readRotation,
  readTenant,
  usage,
} from './key-options.ts';
import { UsageError } from './usage-error.ts';

const Local = z.object({ awsEndpoint: z.url() });
const Outputs = z.object({ ApiKeysTable: z.string() });

const readLocal = <S extends z.ZodType>(dataDir: string, file: string, schema: S): z.output<S> => {
  try {
    return schema.parse(JSON.parse(readFileSync(join(dataDir, file), 'utf8')));
  } catch {
    throw new UsageError(`There is no local run in ${dataDir}: run npm start, or name a table with --table.`);
  }
};

const openStore = ({ table, 'data-dir': dataDir }: KeyOptions): KeyAdministration => {
  const documentsOf = (client: DynamoDBClient) =>
    DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  if (table !== undefined) return createKeyStore(documentsOf(new DynamoDBClient()), table);
  const client = new DynamoDBClient({
    endpoint: readLocal(dataDir, 'local.json', Local).awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return createKeyStore(documentsOf(client), readLocal(dataDir, 'outputs.json', Outputs).ApiKeysTable);
};

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const standingOf = ({ revokedAt, expiresAt, replacedBy }: KeyRecord): string => {
  if (revokedAt !== undefined) return `revoked ${revokedAt}`;
  const end = expiresAt === undefined ? 'active' : `until ${expiresAt}`;
  return replacedBy === undefined ? end : `${end}, replaced by ${replacedBy}`;
};

/** One line about a key. */
const describeKey = (record: KeyRecord): string => {
  const { keyId, tenant, kind, scopes, name, countries, senders, createdAt } = record;
  const only = [...(countries ?? []), ...(senders ?? [])].join(',');
  return [keyId, tenant, kind, scopes.join(','), createdAt, standingOf(record), only, name]
    .filter((part) => part !== undefined && part !== '')
    .join('  ');
};

const whyNotRotated = {
  'not-live': 'was revoked or has expired.',
  'rotated-already': 'was rotated already: rotate its successor.',
  'two-are-live': 'took over from a key that is still taken: revoke that one first.',
} as const;

const named = (keyId: string | undefined, command: string): string => {
  if (keyId !== undefined) return keyId;
  throw new UsageError(`${command} takes the id of a key: npm run keys -- list shows them.`);
};

const rotate = async (store: KeyAdministration, keyId: string, options: KeyOptions): Promise<void> => {
  const old = await store.find(keyId);
  if (!old) throw new UsageError(`There is no key ${keyId}.`);
  const { overlapSeconds } = readRotation(options);
  const environment = options.table === undefined ? 'local' : 'live';
  const rotation = await rotateApiKey(store, old, { environment, now: new Date(), overlapSeconds });
  if (typeof rotation === 'string') throw new UsageError(`${keyId} ${whyNotRotated[rotation]}`);
  print(rotation.apiKey);
  process.stderr.write(`${keyId} is taken until ${rotation.oldExpiresAt}.\n`);
};

const run = async (): Promise<void> => {
  const { values: options, positionals } = readKeyOptions();
  const [command, keyId] = positionals;
  switch (command) {
    case 'create': {
      const now = new Date();
      const grant = { ...readKeyRequest(options, now), tenant: readTenant(options.tenant), now };
      const environment = options.table === undefined ? 'local' : 'live';
      print((await createApiKey(openStore(options), { ...grant, environment })).apiKey);
      return;
    }
    case 'list':
      for await (const record of openStore(options).list()) {
        if (options.tenant === undefined || options.tenant === record.tenant) print(describeKey(record));
      }
      return;
    case 'rotate':
      await rotate(openStore(options), named(keyId, command), options);
      return;
    case 'revoke': {
      const revoked = named(keyId, command);
      if (!(await openStore(options).revoke(revoked, new Date())))
        throw new UsageError(`There is no key ${revoked}.`);
      print(`${revoked} is revoked.`);
      return;
    }
    default:
      throw new UsageError(usage);
  }
};

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
