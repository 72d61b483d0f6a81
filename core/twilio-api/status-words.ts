import type { MessageResource } from '../api/message-resource.ts';
import type { FailureCode } from '../failures.ts';
import type { Status } from '../status.ts';

export type TwilioStatus =
  | 'accepted'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled';

/**
 * Our statuses in Twilio's words. `unknown` is `sent`: whoever sends again what failed would send twice what may have
 * arrived.
 */
const words: Readonly<Record<Status, TwilioStatus>> = {
  scheduled: 'scheduled',
  accepted: 'queued',
  sending: 'sending',
  sent: 'sent',
  unknown: 'sent',
  delivered: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  expired: 'failed',
  canceled: 'canceled',
  blocked: 'failed',
};

export const twilioStatusOf = (status: Status): TwilioStatus => words[status];

/** Our reasons in Twilio's codes; what has none is 30008, its "unknown error". */
const codes: Readonly<Partial<Record<FailureCode, number>>> = {
  invalid_destination: 21211,
  unknown_subscriber: 30005,
  landline: 30006,
  opted_out: 21610,
  recipient_blocked: 30004,
  unreachable_handset: 30003,
  handset_busy: 30003,
  carrier_blocked: 30007,
  spam_filtered: 30007,
  content_rejected: 30007,
  sender_invalid: 21606,
  sender_unregistered: 30034,
  unroutable: 21612,
  too_long: 21617,
  price_cap: 30010,
  queue_full: 30001,
  daily_cap: 30023,
  throttled: 30022,
  account_suspended: 30002,
  validity_passed: 30036,
};

/** The code of a failure: Twilio's own where Twilio is the carrier that reported one. */
export const twilioErrorCodeOf = (
  carrier: string | undefined,
  error: NonNullable<MessageResource['error']> | { code: FailureCode; carrierCode?: string | undefined },
): number => {
  const reported = carrier === 'twilio' ? Number(error.carrierCode) : Number.NaN;
  return Number.isInteger(reported) ? reported : (codes[error.code] ?? 30008);
};
