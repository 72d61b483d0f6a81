// `npm run keys -- create|list|revoke`: the API keys of a deployed stack, or of the local run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { createApiKey, describeKey } from '../adapters/api-keys/administer-keys.ts';
import { createKeyStore, type KeyAdministration, Scope } from '../adapters/api-keys/key-store.ts';
import { UsageError } from './usage-error.ts';

const usage = `The API keys of the pipeline.

  npm run keys -- create --tenant NAME [--scopes send,read]   prints a new key: once
  npm run keys -- list                                        everything but the keys
  npm run keys -- revoke KEY_ID                               takes effect within 10 seconds

  --table NAME     the stack's output ApiKeysTable, in the account of your AWS credentials
  --data-dir DIR   without --table: the local run in this folder (default .sms-local)
`;

const Local = z.object({ awsEndpoint: z.url() });
const Outputs = z.object({ ApiKeysTable: z.string() });

const readLocal = <S extends z.ZodType>(dataDir: string, file: string, schema: S): z.output<S> => {
  try {
    return schema.parse(JSON.parse(readFileSync(join(dataDir, file), 'utf8')));
  } catch {
    throw new UsageError(`There is no local run in ${dataDir}: run npm start, or name a table with --table.`);
  }
};

const openStore = (table: string | undefined, dataDir: string): KeyAdministration => {
  if (table !== undefined) return createKeyStore(DynamoDBDocumentClient.from(new DynamoDBClient()), table);
  const client = new DynamoDBClient({
    endpoint: readLocal(dataDir, 'local.json', Local).awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return createKeyStore(
    DynamoDBDocumentClient.from(client),
    readLocal(dataDir, 'outputs.json', Outputs).ApiKeysTable,
  );
};

const readScopes = (text: string): Scope[] => {
  const scopes = z.array(Scope).min(1).safeParse(text.split(','));
  if (!scopes.success)
    throw new UsageError(`--scopes takes any of ${Scope.options.join(', ')}, with commas.`);
  return scopes.data;
};

const readTenant = (tenant: string | undefined): string => {
  if (tenant !== undefined && /^[A-Za-z0-9-]{1,40}$/.test(tenant)) return tenant;
  throw new UsageError('--tenant takes 1 to 40 letters, digits and hyphens.');
};

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const parse = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        tenant: { type: 'string' },
        scopes: { type: 'string', default: 'send,read' },
        table: { type: 'string' },
        'data-dir': { type: 'string', default: '.sms-local' },
      },
    });
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : 'The options cannot be read.'}\n\n${usage}`,
    );
  }
};

const run = async (): Promise<void> => {
  const { values, positionals } = parse();
  const [command, keyId] = positionals;
  const open = () => openStore(values.table, values['data-dir']);
  switch (command) {
    case 'create': {
      const tenant = readTenant(values.tenant);
      const environment = values.table === undefined ? 'local' : 'live';
      print(
        await createApiKey(open(), {
          environment,
          tenant,
          scopes: readScopes(values.scopes),
          now: new Date(),
        }),
      );
      return;
    }
    case 'list':
      for await (const record of open().list()) print(describeKey(record));
      return;
    case 'revoke':
      if (keyId === undefined)
        throw new UsageError('revoke takes the id of a key: npm run keys -- list shows them.');
      if (!(await open().revoke(keyId, new Date()))) throw new UsageError(`There is no key ${keyId}.`);
      print(`${keyId} is revoked.`);
      return;
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
