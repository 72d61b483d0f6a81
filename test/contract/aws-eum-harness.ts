import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { openCarriers } from '../../adapters/carriers/registry.ts';
import { systemClock } from '../../local/clock.ts';
import { createAwsScripts } from '../../local/simulator/aws-scripts.ts';
import { createLedger } from '../../local/simulator/ledger.ts';
import { openStore } from '../../local/state/store.ts';
import { carrierDeps } from '../support/carrier-deps.ts';
import { startLocalEndpoint } from '../support/local-endpoint.ts';
import type { CarrierHarness } from './carrier-harness.ts';
import { only } from './only.ts';
import { snsTopicWebhook } from './sns-topic-harness.ts';

const errorBody = (code: string, more: object = {}): string =>
  JSON.stringify({ __type: `com.amazonaws.pinpointsmsvoicev2#${code}`, Message: 'no', ...more });

export const awsEumHarness: CarrierHarness = {
  traits: { dedupe: false, lookup: false, echo: false, settleSeconds: 0, segmentsBy: 'standard' },
  open: async (url) => {
    // The environment of a function: where the SDK finds its endpoint, region and credentials
    vi.stubEnv('AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2', url);
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    return only(await openCarriers({ 'aws-eum': { originationIdentity: 'Shop' } }, carrierDeps()));
  },
  textOf: ({ body }) => JSON.parse(body).MessageBody,
  accepted: {
    status: 200,
    body: JSON.stringify({ MessageId: 'message-1' }),
    carrierMessageId: 'message-1',
  },
  throttled: { status: 429, body: errorBody('ThrottlingException') },
  refusalInside: { status: 200, body: errorBody('ValidationException', { Reason: 'CANNOT_PARSE' }) },
  webhook: snsTopicWebhook('2'),
  simulate: async () => {
    const ledger = createLedger(openStore(mkdtempSync(join(tmpdir(), 'ledger-'))));
    const scriptFor = createAwsScripts({ ledger, clock: systemClock, seed: 1 });
    const local = await startLocalEndpoint({ scriptFor });
    return {
      url: local.endpoint.url,
      submits: async (wanted) =>
        ledger
          .list({ after: 0, limit: 1000 })
          .filter(({ recipient }) => recipient === wanted)
          .reduce((sum, { submits }) => sum + submits, 0),
      stop: local.stop,
    };
  },
};
