import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineBackend } from '../../local/aws/backend.ts';
import type { AwsCall } from '../../local/aws/call.ts';
import { openDynamoDb } from '../../local/aws/dynamodb/dynalite.ts';
import { createSecretsEngine } from '../../local/aws/secrets/engine.ts';
import { createSecrets } from '../../local/aws/secrets/secrets.ts';
import { createRequestListener } from '../../local/aws/server.ts';
import { createSqsEngine } from '../../local/aws/sqs/engine.ts';
import { systemClock } from '../../local/clock.ts';
import { openStore } from '../../local/state/store.ts';

/** Another AWS emulator: of another account, without our callers, and with the actions that create resources. */
export const startFakeEmulator = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'emulator-'));
  const store = openStore(dataDir);
  const context = { dataDir, store, clock: systemClock, accountId: '123456789012', region: 'us-east-1' };
  const calls: AwsCall[] = [];
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const dynamoDb = await openDynamoDb(context);
  const backend = engineBackend({
    dynamodb: dynamoDb.engine,
    sqs: createSqsEngine(context, () => url),
    secretsmanager: createSecretsEngine(createSecrets(context)),
    sns: { Publish: () => ({ MessageId: randomUUID() }) },
    events: {
      CreateEventBus: () => ({}),
      PutRule: () => ({}),
      PutEvents: ({ Entries }) => ({
        Entries: Array.isArray(Entries) ? Entries.map(() => ({ EventId: randomUUID() })) : [],
        FailedEntryCount: 0,
      }),
    },
  });
  const listener = createRequestListener({
    backend: async (call) => {
      calls.push(call);
      return backend(call);
    },
    callerOf: () => undefined,
    report: () => {},
  });
  server.on('request', (request, response) => void listener(request, response));
  return {
    url,
    calls,
    stop: async (): Promise<void> => {
      server.close();
      server.closeAllConnections();
      await dynamoDb.close();
      store.close();
    },
  };
};
