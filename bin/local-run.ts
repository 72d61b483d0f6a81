import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TwilioCredentials } from '../adapters/twilio-api/issue-credentials.ts';
import { streamEvents } from '../local/aws/events/stream.ts';
import type { Gate } from '../local/aws/gates.ts';
import type { PermissionUse } from '../local/aws/permissions.ts';
import { type Clock, systemClock } from '../local/clock.ts';
import { type LocalCloud, startLocalCloud } from '../local/cloud.ts';
import { createConsole } from '../local/console/console.ts';
import type { ObserveInvocation } from '../local/functions/invocation.ts';
import { listenOn } from '../local/ports.ts';
import type { DeployedResource } from '../local/template/deploy.ts';
import { ensureApiKey, ensureTwilioCredentials, storeSimulatedAccounts } from './local-accounts.ts';
import type { LocalOptions } from './local-options.ts';
import { type LocalServices, startLocalServices } from './local-services.ts';
import { UsageError } from './usage-error.ts';

/** What `local.json` holds: other programs rely on it. */
export type LocalRun = {
  readonly url: string;
  readonly apiKey: string;
  /** For Twilio's SDK: `client.api.baseUrl = url`. */
  readonly twilio: TwilioCredentials;
  readonly awsEndpoint: string;
  readonly carrierSimulatorUrl: string;
  readonly eventsUrl: string;
  readonly consoleUrl: string;
  readonly pid: number;
};

/** Who looks on, such as a meter. */
export type Onlooker = {
  /** The time that the run keeps. @default the machine's */
  readonly clock?: Clock;
  /** What each call passes once it is allowed. */
  readonly gates?: readonly Gate[];
  readonly onPermissionUse?: (use: PermissionUse) => void;
  readonly onInvocation?: ObserveInvocation;
  /** Function environments at a time. @default as many as suit a laptop */
  readonly mostEnvironments?: number;
  readonly onDeployed?: (resources: ReadonlyMap<string, DeployedResource>) => void;
};

const writeJson = (file: string, value: unknown): void =>
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });

const isPortInUse = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === 'EADDRINUSE') || isPortInUse(error.cause));

/** Runs the stack of `templateDir` on this machine until `stop`. */
export const startLocalRun = async (
  options: LocalOptions,
  templateDir: string,
  report: (line: string) => void,
  onlooker: Onlooker = {},
): Promise<{
  run: LocalRun;
  cloud: Pick<LocalCloud<LocalServices>, 'functions' | 'services' | 'outputs' | 'resources'>;
  stop: () => Promise<void>;
}> => {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const cloud = await startLocalCloud({
    templateDir,
    dataDir,
    port: options.port,
    clock: onlooker.clock ?? systemClock,
    report,
    services: (context) =>
      startLocalServices(context, {
        seed: options.seed,
        remote: options.endpoint,
        gates: onlooker.gates,
        onPermissionUse: onlooker.onPermissionUse,
      }),
    ...(onlooker.onInvocation && { onInvocation: onlooker.onInvocation }),
    ...(onlooker.mostEnvironments && { mostEnvironments: onlooker.mostEnvironments }),
    onDeployed: async ({ outputs, resources }, services) => {
      onlooker.onDeployed?.(resources);
      services.enforce(resources);
      await storeSimulatedAccounts(services, outputs);
    },
  }).catch((error: unknown) => {
    throw isPortInUse(error)
      ? new UsageError(`--port ${options.port} is in use: name another, or 0.`)
      : error;
  });
  const { services, outputs, apiUrl: url } = cloud;
  if (url === undefined) throw new Error('the template has no HTTP API');
  services.deliverInboundTo(url);

  writeJson(join(dataDir, 'outputs.json'), outputs);
  const apiKey = await ensureApiKey(services, outputs, dataDir);
  const server = createConsole({ apiUrl: url, apiKey, streamEvents: streamEvents(services.endpoint.bus) });
  const consoleUrl = `http://127.0.0.1:${await listenOn(server, dataDir, 'console', 0)}`;
  const run: LocalRun = {
    url,
    apiKey,
    twilio: await ensureTwilioCredentials(services, outputs),
    awsEndpoint: services.url,
    carrierSimulatorUrl: services.simulatorUrl,
    eventsUrl: `${consoleUrl}/events`,
    consoleUrl,
    pid: process.pid,
  };
  writeJson(join(dataDir, 'local.json'), run);
  return {
    run,
    cloud,
    stop: async () => {
      rmSync(join(dataDir, 'local.json'), { force: true });
      server.close();
      server.closeAllConnections();
      await cloud.stop();
    },
  };
};
