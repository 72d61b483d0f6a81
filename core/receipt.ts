import * as z from 'zod';
import { FailureCode } from './failures.ts';
import { AttemptId } from './ids.ts';
import { versioned } from './schema-version.ts';

/**
 * What a carrier said about one message, in our words. `sent` proves that the carrier took it; `pending` and
 * `unrecognised` prove that too and say no more.
 */
export const ReceiptStatus = z.enum([
  'pending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'expired',
  'canceled',
  'unrecognised',
]);
export type ReceiptStatus = z.infer<typeof ReceiptStatus>;

/**
 * A delivery receipt after verification and parsing: what the receipts queue holds. No number, no text.
 * `attemptId` is there where the carrier echoes it; otherwise `carrierMessageId` finds the message.
 */
export const Receipt = z.strictObject({
  ...versioned,
  carrier: z.string(),
  carrierMessageId: z.string().max(200),
  attemptId: AttemptId.optional(),
  status: ReceiptStatus,
  /** When it reached us, ISO 8601 in UTC. */
  receivedAt: z.iso.datetime(),
  /** When it happened, by the carrier's clock, ISO 8601 in UTC. */
  occurredAt: z.iso.datetime().optional(),
  failureCode: FailureCode.optional(),
  /** The carrier's own code, for the operator. */
  carrierCode: z.string().max(100).optional(),
  /** How good the proof of a delivery is: the carrier's word or the handset's. */
  evidence: z.enum(['carrier', 'handset']).optional(),
  /** The carrier's name for the one segment that this is about, where it reports on each by itself. */
  segment: z.string().max(200).optional(),
  /** Segments that the carrier billed. */
  segmentCount: z.number().int().positive().optional(),
});
export type Receipt = z.infer<typeof Receipt>;
