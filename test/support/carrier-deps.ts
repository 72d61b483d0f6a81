import type { CarrierDeps } from '../../adapters/carriers/carrier-deps.ts';
import { createHttpClient } from '../../adapters/http/node-http-client.ts';
import type { SecretStore } from '../../adapters/secrets/secret-store.ts';
import { twilioAccount } from './simulator.ts';

export const publicUrl = 'http://127.0.0.1:9/base';

/** Secrets that a test can rotate, and a count of what was forgotten. */
export const fakeSecrets = (text = JSON.stringify(twilioAccount)) => {
  let current = text;
  let cached: string | undefined;
  const forgotten: string[] = [];
  const store: SecretStore = {
    read: async () => {
      cached ??= current;
      return cached;
    },
    forget: (arn) => {
      forgotten.push(arn);
      cached = undefined;
    },
  };
  return {
    store,
    forgotten,
    rotate: (next: string) => {
      current = next;
    },
  };
};

export const carrierDeps = (overrides: Partial<CarrierDeps> = {}): CarrierDeps => ({
  http: createHttpClient(),
  secrets: fakeSecrets().store,
  receipts: { schedule: async () => {} },
  publicUrl,
  now: () => new Date(),
  ...overrides,
});
