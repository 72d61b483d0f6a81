import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import type { Jobs } from '../state/jobs.ts';
import { simulatedAccounts } from './accounts.ts';
import { createAwsScripts } from './aws-scripts.ts';
import { controlPath, createControl } from './control.ts';
import { createHttpServer, type Route } from './http-server.ts';
import { createLedger } from './ledger.ts';
import { createPlivoApi } from './plivo/api.ts';
import { createTelnyxApi } from './telnyx/api.ts';
import { createTwilioApi } from './twilio/api.ts';
import { createTwilioCallbacks } from './twilio/callbacks.ts';
import { createTwilioMessages } from './twilio/messages.ts';
import { createVonageMessagesApi } from './vonage/messages-api.ts';
import { createVonageSmsApi } from './vonage/sms-api.ts';

export type SimulatorOptions = {
  readonly store: DatabaseSync;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly seed: number;
  readonly twilio: { readonly accountSid: string; readonly authToken: string };
};

/** Waits this long for a port that something else took during an outage. */
const portRetryMs = 100;

/** Carriers on the loopback: their real wire formats, with an outcome by recipient number (docs/simulator.md). */
export const createSimulator = ({ store, jobs, clock, seed, twilio }: SimulatorOptions) => {
  const ledger = createLedger(store);
  const messages = createTwilioMessages(store);
  const callbacks = createTwilioCallbacks({ jobs, clock, ledger, messages, ...twilio });
  const twilioApi = createTwilioApi({ store, clock, seed, ledger, messages, callbacks, ...twilio });
  const deps = { store, jobs, clock, seed, ledger };
  /** Those with nothing but a submit, by the start of its path. */
  const carriers = {
    '/sms/json': createVonageSmsApi(deps, simulatedAccounts.vonage),
    '/v1/messages': createVonageMessagesApi(deps, simulatedAccounts.vonage),
    '/v1/Account/': createPlivoApi(deps, simulatedAccounts.plivo),
    '/v2/messages': createTelnyxApi(deps, simulatedAccounts.telnyx),
  };
  const routes: readonly (readonly [path: string, route: Route])[] = Object.entries(carriers).map(
    ([path, { route }]) => [path, route],
  );

  let port = 0;
  let stopped = false;
  let cancelOutage = (): void => {};

  const reopen = (): void => {
    if (stopped) return;
    server.listen(port).catch(() => {
      cancelOutage = clock.at(clock.now() + portRetryMs, reopen);
    });
  };
  const startOutage = (seconds: number): void => {
    cancelOutage();
    const until = clock.now() + seconds * 1000;
    void server.close().then(() => {
      cancelOutage = clock.at(until, reopen);
    });
  };

  const control = createControl({ ledger, startOutage });
  const server = createHttpServer((request) => {
    const { pathname } = request.url;
    if (pathname.startsWith(controlPath)) return control(request);
    const [, route = twilioApi] = routes.find(([path]) => pathname.startsWith(path)) ?? [];
    return route(request);
  }, clock);

  return {
    /** What AWS's services, which are no servers of ours, do with a text. */
    awsScripts: createAwsScripts({ ledger, clock, seed }),
    /** Listens on the loopback (port 0: any) and says where. */
    start: async (wantedPort: number): Promise<string> => {
      port = await server.listen(wantedPort);
      return `http://127.0.0.1:${port}`;
    },
    /** Receipts that are still due stay in the store. */
    stop: async (): Promise<void> => {
      stopped = true;
      cancelOutage();
      callbacks.abort();
      for (const { abort } of Object.values(carriers)) abort();
      await server.close();
    },
  };
};
