import * as z from 'zod';
import { FailureCode } from '../../core/failures.ts';
import type { Clock } from '../clock.ts';
import type { Jobs } from '../state/jobs.ts';
import type { Ledger } from './ledger.ts';
import { type Callback, callbackBackoffMs, postCallback } from './post-callback.ts';

/** A step in a text's life, to be posted to its callback URL; one for each segment where the carrier does it so. */
const ReceiptStep = z.object({
  /** The text's id, and the segment's, which is the same for the first one. */
  carrierMessageId: z.string(),
  segmentId: z.string(),
  segment: z.number(),
  segmentCount: z.number(),
  recipient: z.string(),
  sender: z.string(),
  reference: z.string().optional(),
  url: z.string(),
  status: z.enum(['sent', 'delivered', 'undelivered', 'failed', 'expired', 'canceled']),
  failure: FailureCode.optional(),
});
export type ReceiptStep = z.infer<typeof ReceiptStep>;

export type ReceiptPostDeps = {
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly ledger: Ledger;
};

/** Posts a carrier's receipts as durable jobs, again while they are refused, each time signed anew. */
export const createReceiptPosts = (
  { jobs, clock, ledger }: ReceiptPostDeps,
  api: string,
  callbackFor: (step: ReceiptStep, at: Date) => Callback,
) => {
  const kind = `simulator.${api}.receipt`;
  const stopping = new AbortController();

  jobs.handle(kind, {
    run: async (payload) => {
      const step = ReceiptStep.parse(payload);
      const callback = callbackFor(step, new Date(clock.now()));
      const result = await postCallback(step.url, callback, stopping.signal);
      stopping.signal.throwIfAborted();
      const answer = 'status' in result ? result.status : null;
      ledger.addReceipt(step.carrierMessageId, { status: step.status, at: clock.now(), answer });
      if (answer === null || answer < 200 || answer > 299) throw new Error('callback failed');
    },
    retryAfterMs: callbackBackoffMs,
  });

  return {
    /** Durable once it returns. */
    schedule: (step: ReceiptStep, dueAt: number): void => jobs.add({ kind, dueAt, payload: step }),
    /** Ends posts under way; they are posted again by the next start. */
    abort: (): void => stopping.abort(),
  };
};
