import type { WebhookRequest } from '../../../core/carrier.ts';
import { AttemptId } from '../../../core/ids.ts';
import type { Receipt, ReceiptStatus } from '../../../core/receipt.ts';
import { failureOfTwilioCode } from './error-codes.ts';

const statuses: Readonly<Record<string, ReceiptStatus>> = {
  accepted: 'pending',
  scheduled: 'pending',
  queued: 'pending',
  sending: 'pending',
  sent: 'sent',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'canceled',
};

/** Twilio reports the end of the validity period as a failure with this code. */
const validityEnded = '30036';

const statusOf = (word: string, errorCode: string | undefined): ReceiptStatus => {
  const status = Object.hasOwn(statuses, word) ? statuses[word] : undefined;
  if (errorCode === validityEnded && (status === 'failed' || status === 'undelivered')) return 'expired';
  return status ?? 'unrecognised';
};

/**
 * `RawDlrDoneDate`, YYMMDDhhmm, as the network wrote it: without a time zone, which differs by network. Read as UTC;
 * one from the future shows that it was not, and is left out.
 */
const occurredAt = (raw: string | undefined, receivedAt: Date): string | undefined => {
  const [, year, month, day, hour, minute] = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(raw ?? '') ?? [];
  const time = Date.parse(`20${year}-${month}-${day}T${hour}:${minute}:00Z`);
  if (Number.isNaN(time) || time > receivedAt.getTime()) return undefined;
  return new Date(time).toISOString();
};

export type ReadReceipt =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly reason: string };

/** Reads a status callback whose signature was verified. Tolerant: a word or code that is new to us is no error. */
export const readReceipt = (
  field: (name: string) => string | undefined,
  { token, receivedAt }: WebhookRequest,
): ReadReceipt => {
  const attemptId = AttemptId.safeParse(token);
  if (!attemptId.success) return { ok: false, reason: 'the URL does not end in an attempt id' };
  const carrierMessageId = field('MessageSid') ?? field('SmsSid');
  if (!carrierMessageId || !/^\w{1,200}$/.test(carrierMessageId)) {
    return { ok: false, reason: 'no MessageSid' };
  }
  const word = field('MessageStatus') ?? field('SmsStatus');
  if (word === undefined) return { ok: false, reason: 'no MessageStatus' };

  const errorCode = field('ErrorCode');
  const carrierCode = errorCode !== undefined && /^[1-9]\d{0,9}$/.test(errorCode) ? errorCode : undefined;
  const failureCode = failureOfTwilioCode(carrierCode);
  const status = statusOf(word, carrierCode);
  const happenedAt = occurredAt(field('RawDlrDoneDate'), receivedAt);
  const receipt: Receipt = {
    carrier: 'twilio',
    carrierMessageId,
    attemptId: attemptId.data,
    status,
    receivedAt: receivedAt.toISOString(),
    ...(happenedAt !== undefined && { occurredAt: happenedAt }),
    ...(failureCode !== undefined && { failureCode }),
    ...(carrierCode !== undefined && { carrierCode }),
    ...(status === 'delivered' && { evidence: word === 'read' ? 'handset' : 'carrier' }),
  };
  return { ok: true, receipt };
};
