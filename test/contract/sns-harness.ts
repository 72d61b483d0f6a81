import { vi } from 'vitest';
import { openCarriers } from '../../adapters/carriers/registry.ts';
import { carrierDeps } from '../support/carrier-deps.ts';
import { publishAnswer, snsError, startFakeSns } from '../support/fake-sns.ts';
import type { CarrierHarness } from './carrier-harness.ts';
import { only } from './only.ts';

export const snsHarness: CarrierHarness = {
  traits: { dedupe: false, lookup: false, echo: false, settleSeconds: 0, segmentsBy: 'carrier' },
  open: async (url) => {
    // The environment of a function: where the SDK finds its endpoint, region and credentials
    vi.stubEnv('AWS_ENDPOINT_URL_SNS', url);
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    return only(await openCarriers({ sns: {} }, carrierDeps()));
  },
  textOf: ({ body }) => new URLSearchParams(body).get('Message') ?? '',
  accepted: { status: 200, body: publishAnswer('message-1'), carrierMessageId: 'message-1' },
  throttled: { status: 429, body: snsError('Throttled') },
  refusalInside: { status: 200, body: snsError('InvalidParameter') },
  simulate: async () => {
    const sns = await startFakeSns();
    return {
      url: sns.url,
      submits: async (wanted) => sns.published.filter((form) => form.get('PhoneNumber') === wanted).length,
      stop: sns.stop,
    };
  },
};
