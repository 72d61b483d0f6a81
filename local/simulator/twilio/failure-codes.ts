import type { FailureCode } from '../../../core/failures.ts';
import type { TwilioErrorCode } from './errors.ts';

/** 30008, unknown error, where Twilio has no code of its own. */
const unknown = 30008;

const refusals: Partial<Readonly<Record<FailureCode, TwilioErrorCode>>> = {
  invalid_destination: 21211,
  landline: 21614,
  opted_out: 21610,
  content_rejected: 21618,
  sender_invalid: 21606,
  unroutable: 21612,
  too_long: 21617,
  invalid_request: 20001,
  throttled: 20429,
  queue_full: 21611,
  auth: 20003,
  account_suspended: 20005,
  permission: 21408,
};

const receipts: Partial<Readonly<Record<FailureCode, number>>> = {
  queue_full: 30001,
  account_suspended: 30002,
  unreachable_handset: 30003,
  recipient_blocked: 30004,
  unknown_subscriber: 30005,
  landline: 30006,
  spam_filtered: 30007,
  price_cap: 30010,
  invalid_request: 30011,
  network_error: 30017,
  too_long: 30019,
  provider_error: 30020,
  throttled: 30022,
  daily_cap: 30023,
  sender_unregistered: 30034,
  validity_passed: 30036,
  content_rejected: 30038,
  carrier_blocked: 30450,
};

/** How Twilio refuses a submit for a carrier-neutral reason. */
export const submitErrorOf = (failure: FailureCode): TwilioErrorCode => refusals[failure] ?? unknown;

/** How Twilio's receipts say why. */
export const receiptErrorOf = (failure: FailureCode): number => receipts[failure] ?? unknown;
