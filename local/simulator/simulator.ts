import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import type { Jobs } from '../state/jobs.ts';
import { simulatedAccounts } from './accounts.ts';
import { createAwsScripts } from './aws-scripts.ts';
import { controlPath, createControl } from './control.ts';
import { createHttpApi, httpApiPath } from './http/api.ts';
import { httpInbound } from './http/inbound.ts';
import { createHttpServer, type Route } from './http-server.ts';
import { createInbound } from './inbound/inbound.ts';
import { createLedger } from './ledger.ts';
import { createPlivoApi } from './plivo/api.ts';
import { plivoInbound } from './plivo/inbound.ts';
import { createTelnyxApi } from './telnyx/api.ts';
import { telnyxInbound } from './telnyx/inbound.ts';
import { createTakenTexts } from './texts.ts';
import { createTwilioApi } from './twilio/api.ts';
import { createTwilioCallbacks } from './twilio/callbacks.ts';
import { twilioInbound } from './twilio/inbound.ts';
import { createTwilioMessages } from './twilio/messages.ts';
import { vonageMessagesInbound, vonageSmsInbound } from './vonage/inbound.ts';
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
  const deps = { store, jobs, clock, seed, ledger, texts: createTakenTexts(store) };
  const vonageSms = createVonageSmsApi(deps, simulatedAccounts.vonage);
  const vonageMessages = createVonageMessagesApi(deps, simulatedAccounts.vonage);
  const plivo = createPlivoApi(deps, simulatedAccounts.plivo);
  const telnyx = createTelnyxApi(deps, simulatedAccounts.telnyx);
  const http = createHttpApi(deps, simulatedAccounts.http);
  const inbound = createInbound({
    clock,
    voices: {
      twilio: twilioInbound(twilio),
      vonage: vonageSmsInbound(simulatedAccounts.vonage),
      'vonage-messages': vonageMessagesInbound(simulatedAccounts.vonage),
      plivo: plivoInbound(simulatedAccounts.plivo),
      telnyx: telnyxInbound(simulatedAccounts.telnyx),
      http: httpInbound(simulatedAccounts.http),
    },
  });
  /** By the start of the path; all the rest is Twilio's. */
  const routes: readonly (readonly [path: string, route: Route])[] = [
    ['/sms/json', vonageSms.route],
    ['/v2/reports/records', vonageSms.listReports],
    ['/v1/messages', vonageMessages.route],
    ['/v1/Account/', plivo.route],
    ['/v2/messages', telnyx.route],
    ['/v2/detail_records', telnyx.listDetailRecords],
    [httpApiPath, http.route],
  ];

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

  const control = createControl({ ledger, startOutage, postInbound: inbound.post });
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
    /** Where the API is whose webhooks our numbers are set to. */
    deliverInboundTo: inbound.deliverTo,
    /** Receipts that are still due stay in the store. */
    stop: async (): Promise<void> => {
      stopped = true;
      cancelOutage();
      callbacks.abort();
      inbound.abort();
      for (const { abort } of [vonageSms, vonageMessages, plivo, telnyx, http]) abort();
      await server.close();
    },
  };
};
