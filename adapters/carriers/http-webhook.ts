import type { CarrierWebhook, WebhookRequest } from '../../core/carrier.ts';
import type { CarrierDeps } from './carrier-deps.ts';
import type { WebhookReading } from './read-receipt.ts';
import { holdsBySecret } from './rotated-secret.ts';

/** One carrier's part in a webhook: how it signs, and how it says what became of a text. */
export type HttpWebhookPlan<Secret> = {
  readonly secretArn: string;
  readonly parseSecret: (text: string) => Secret;
  /** Whether there is a signature to verify: without one, no secret is read. */
  readonly carriesSignature: (request: WebhookRequest) => boolean;
  readonly isSigned: (request: WebhookRequest, secret: Secret) => boolean;
  /** Reads what was verified. */
  readonly read: (request: WebhookRequest) => WebhookReading;
};

/** Verifies, then reads. Throws only when the secret cannot be read: then a 5xx is right, and the carrier repeats. */
export const openHttpWebhook = <Secret>(
  plan: HttpWebhookPlan<Secret>,
  { secrets }: CarrierDeps,
): CarrierWebhook => {
  const isSigned = (request: WebhookRequest): Promise<boolean> =>
    holdsBySecret(secrets, plan.secretArn, (text) => plan.isSigned(request, plan.parseSecret(text)));

  return {
    receive: async (request) => {
      if (!plan.carriesSignature(request) || !(await isSigned(request))) return { kind: 'forged' };
      const read = plan.read(request);
      if (!read.ok) return { kind: 'unreadable', reason: read.reason };
      return 'inbound' in read
        ? { kind: 'inbound', messages: [read.inbound] }
        : { kind: 'receipts', receipts: [read.receipt] };
    },
  };
};
