import type { WebhookRequest } from '../../core/carrier.ts';
import { AttemptId } from '../../core/ids.ts';
import type { Receipt } from '../../core/receipt.ts';

export type ReadReceipt =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly reason: string };

/** Its reason goes into the log, so it never quotes the request. */
export const unreadable = (reason: string): ReadReceipt => ({ ok: false, reason });

/** An incoming text, which a webhook for receipts gets when the account sends everything to one URL. */
export const inbound = unreadable('inbound texts are not supported yet');

/** What a carrier said, in our words; undefined where it did not say. */
export type ReceiptFacts = {
  readonly [Fact in 'failureCode' | 'carrierCode' | 'evidence' | 'segment' | 'segmentCount']?:
    | Receipt[Fact]
    | undefined;
} & {
  readonly status: Receipt['status'];
  readonly carrierMessageId: string | undefined;
  readonly occurredAt?: Date | undefined;
};

const isKnown = ([, value]: readonly [string, unknown]): boolean => value !== undefined;

/** The receipt that a verified webhook is. A time from the future is left out: it shows a clock that is wrong. */
export const receiptOf = (
  carrier: string,
  { token, receivedAt }: WebhookRequest,
  { carrierMessageId, status, occurredAt, ...facts }: ReceiptFacts,
): ReadReceipt => {
  const attemptId = AttemptId.safeParse(token);
  if (!attemptId.success) return unreadable('the URL does not end in an attempt id');
  if (!carrierMessageId || !/^[\w-]{1,200}$/.test(carrierMessageId)) return unreadable('no message id');
  const receipt: Receipt = {
    carrier,
    carrierMessageId,
    attemptId: attemptId.data,
    status,
    receivedAt: receivedAt.toISOString(),
    ...(occurredAt && occurredAt <= receivedAt && { occurredAt: occurredAt.toISOString() }),
    ...Object.fromEntries(Object.entries(facts).filter(isKnown)),
  };
  return { ok: true, receipt };
};
