import type { CarrierWebhook } from '../../core/carrier.ts';
import type { InboundMessage } from '../../core/inbound-message.ts';
import { metrics as catalogue } from '../../core/metrics.ts';
import type { Clock, Log, Metrics, ReceiptQueue } from '../../core/ports.ts';
import { ProblemError } from '../../core/problem.ts';

export type ReceiveWebhookDeps = {
  readonly webhooks: ReadonlyMap<string, CarrierWebhook>;
  readonly receipts: ReceiptQueue;
  /** Returns when the text is taken care of: then it is acknowledged. */
  readonly takeInbound: (message: InboundMessage, receivedAt: Date) => Promise<void>;
  /** What carriers know us as: without a slash at the end. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** Without it, nobody counts. */
  readonly metrics?: Metrics;
  readonly log: Log;
};

export type WebhookCall = {
  readonly carrier: string;
  readonly token: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/**
 * Verifies what a carrier posts, and queues its receipts and incoming texts. No database in the way of a receipt: when it
 * returns, the receipts are in the queue; when it throws anything but a refusal, the carrier gets a 5xx and comes again.
 */
export const createReceiveWebhook = (deps: ReceiveWebhookDeps) => {
  const { webhooks, receipts, takeInbound, publicUrl, clock, metrics, log } = deps;

  return async ({ carrier, path, query, ...call }: WebhookCall): Promise<void> => {
    const webhook = webhooks.get(carrier);
    if (!webhook) throw new ProblemError('not_found', 'No carrier of this name posts here.');
    const url = `${publicUrl}${path}${query === '' ? '' : `?${query}`}`;
    const receivedAt = clock();
    const verdict = await webhook.receive({ ...call, url, receivedAt });
    switch (verdict.kind) {
      case 'receipts':
      case 'inbound':
      case 'both':
        if ('receipts' in verdict) await receipts.enqueue(verdict.receipts);
        for (const message of 'messages' in verdict ? verdict.messages : []) {
          await takeInbound(message, receivedAt);
        }
        return;
      case 'forged':
        metrics?.add(catalogue.forgedWebhooks, { carrier });
        log.warn('webhook forged', { carrier });
        throw new ProblemError('invalid_signature', 'The request was not signed by the carrier.');
      case 'unreadable':
        log.warn('webhook unreadable', { carrier, reason: verdict.reason });
        throw new ProblemError('invalid_webhook', verdict.reason);
    }
  };
};
