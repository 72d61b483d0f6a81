import type { WebhookRequest } from '../../core/carrier.ts';
import { AttemptId } from '../../core/ids.ts';
import type { InboundMessage } from '../../core/inbound-message.ts';
import type { Receipt, ReceiptStatus } from '../../core/receipt.ts';

/** What a verified webhook says. */
export type WebhookReading =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: true; readonly inbound: InboundMessage }
  | { readonly ok: false; readonly reason: string };

/** Its reason goes into the log, so it never quotes the request. */
export const unreadable = (reason: string): WebhookReading => ({ ok: false, reason });

/** What a carrier said, in our words; undefined where it did not say, or what is new to us. */
export type ReceiptFacts = {
  readonly [Fact in 'failureCode' | 'carrierCode' | 'segment' | 'segmentCount']?: Receipt[Fact] | undefined;
} & {
  readonly status: ReceiptStatus | undefined;
  readonly carrierMessageId: string | undefined;
  readonly occurredAt?: Date | undefined;
  /** A reading proves what the network alone cannot: that the handset has it. */
  readonly isRead?: boolean;
};

/** Carriers report the end of the validity as a failure for that reason. */
const statusOf = ({ status = 'unrecognised', failureCode }: ReceiptFacts): ReceiptStatus =>
  failureCode === 'validity_passed' && (status === 'failed' || status === 'undelivered') ? 'expired' : status;

const isKnown = ([, value]: readonly [string, unknown]): boolean => value !== undefined;

type ReceiptOrigin = { readonly attemptId: AttemptId | undefined; readonly receivedAt: Date };

/** The receipt of these facts, if they name a message. A time from the future is left out: it shows a clock that is wrong. */
export const receiptFrom = (
  carrier: string,
  { attemptId, receivedAt }: ReceiptOrigin,
  facts: ReceiptFacts,
): Receipt | undefined => {
  const { carrierMessageId, occurredAt, failureCode, carrierCode, segment, segmentCount } = facts;
  if (!carrierMessageId || !/^[\w-]{1,200}$/.test(carrierMessageId)) return undefined;
  const status = statusOf(facts);
  return {
    carrier,
    carrierMessageId,
    ...(attemptId !== undefined && { attemptId }),
    status,
    receivedAt: receivedAt.toISOString(),
    ...(occurredAt && occurredAt <= receivedAt && { occurredAt: occurredAt.toISOString() }),
    ...(status === 'delivered' && { evidence: facts.isRead ? 'handset' : 'carrier' }),
    ...Object.fromEntries(
      Object.entries({ failureCode, carrierCode, segment, segmentCount }).filter(isKnown),
    ),
  };
};

/** The receipt that a verified webhook is. */
export const receiptOf = (
  carrier: string,
  { token, receivedAt }: WebhookRequest,
  facts: ReceiptFacts,
): WebhookReading => {
  const attemptId = AttemptId.safeParse(token);
  if (!attemptId.success) return unreadable('the URL does not end in an attempt id');
  const receipt = receiptFrom(carrier, { attemptId: attemptId.data, receivedAt }, facts);
  return receipt ? { ok: true, receipt } : unreadable('no message id');
};
