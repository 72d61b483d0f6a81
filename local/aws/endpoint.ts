import { once } from 'node:events';
import { createServer } from 'node:http';
import type { CloudContext, ResourceHandler } from '../resource.ts';
import { type Engines, engineApi, engineBackend } from './backend.ts';
import type { AwsApi } from './call.ts';
import { type Callers, createCallers } from './callers.ts';
import { createDeliveries } from './deliveries.ts';
import { deliveredWithinASecond, type ScriptFor } from './delivery-script.ts';
import { openDynamoDb } from './dynamodb/dynalite.ts';
import { createEventBus, type EventBus } from './events/bus.ts';
import { createEventsEngine } from './events/engine.ts';
import { tapEvents } from './events/tap.ts';
import { type Gate, refuseStrangers, throughGates } from './gates.ts';
import { createHandlers } from './handlers.ts';
import { createLogGroups, type LogGroups } from './logs/log-groups.ts';
import { createRemote } from './remote.ts';
import { createTicker } from './scheduler/ticker.ts';
import { createSecretsEngine } from './secrets/engine.ts';
import { createSecrets } from './secrets/secrets.ts';
import { createRequestListener } from './server.ts';
import { createConfigurationSets } from './sms-voice/configuration-sets.ts';
import { createSmsVoiceEngine } from './sms-voice/engine.ts';
import { createSnsEngine } from './sns/engine.ts';
import { createSqsEngine } from './sqs/engine.ts';

export type EndpointOptions = CloudContext & {
  /** @default any free one */
  readonly port?: number;
  /** The URL of another AWS emulator that answers instead of the engines here. */
  readonly remote?: string;
  /** What becomes of texts that go out through SNS and End User Messaging. @default all are delivered within a second */
  readonly scriptFor?: ScriptFor;
  /** Values of secrets, by logical id, that this run insists on. */
  readonly secretValues?: Readonly<Record<string, string>>;
  /** Further gates that every call passes, in this order, once its caller is known. */
  readonly gates?: readonly Gate[];
};

export type AwsEndpoint = Pick<Callers, 'credentialsFor'> & {
  readonly url: string;
  readonly api: AwsApi;
  readonly handlers: Readonly<Record<string, ResourceHandler>>;
  readonly bus: EventBus;
  readonly logs: LogGroups;
  stop(): Promise<void>;
};

/** Starts the one endpoint, on the loopback only, that all AWS SDK calls of a local run go to. */
export const startAwsEndpoint = async (options: EndpointOptions): Promise<AwsEndpoint> => {
  const dynamoDb = options.remote === undefined ? await openDynamoDb(options) : undefined;
  const server = createServer();
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the endpoint has no port');
  const url = `http://127.0.0.1:${address.port}`;

  const callers = createCallers();
  for (const tool of ['operator', 'event-source-mapping']) callers.credentialsFor(tool);

  const remote =
    options.remote === undefined ? undefined : createRemote(options.remote, options.region, () => url);
  const kept: Engines = {
    ...(dynamoDb && { dynamodb: dynamoDb.engine }),
    secretsmanager: createSecretsEngine(createSecrets(options)),
    sqs: createSqsEngine(options, () => url),
  };
  const api = remote?.api ?? engineApi(kept);
  const logs = createLogGroups(options);
  const deliveries = createDeliveries(options, api, logs);
  const bus = createEventBus(options, deliveries);
  const ticker = createTicker(options);
  const scriptFor = options.scriptFor ?? deliveredWithinASecond;
  const sns = createSnsEngine(options, logs, scriptFor);
  const configurationSets = createConfigurationSets();
  const smsVoice = createSmsVoiceEngine(options, { bus, logs, configurationSets, scriptFor });
  const backend = remote
    ? tapEvents(options, bus, remote.backend)
    : engineBackend({ ...kept, events: createEventsEngine(options, bus), sns, 'sms-voice': smsVoice });

  const listener = createRequestListener({
    backend: throughGates([refuseStrangers, ...(options.gates ?? [])], backend),
    callerOf: callers.callerOf,
    report: options.report,
  });
  // Longer than clients keep an idle connection, so that none is closed just as a call goes out on it.
  server.keepAliveTimeout = 120_000;
  server.on('request', (request, response) => void listener(request, response));

  const secretValues = options.secretValues ?? {};
  return {
    url,
    api,
    credentialsFor: callers.credentialsFor,
    bus,
    logs,
    handlers: createHandlers(options, {
      api,
      bus,
      logs,
      ticker,
      deliveries,
      configurationSets,
      mirror: remote?.api,
      secretValues,
    }),
    stop: async () => {
      ticker.stop();
      server.close();
      server.closeAllConnections();
      await dynamoDb?.close();
    },
  };
};
