import type { FailureCode } from '../../../core/failures.ts';

/** Plivo refuses by HTTP status alone. */
const statuses: Partial<Readonly<Record<FailureCode, number>>> = {
  auth: 401,
  insufficient_funds: 402,
  permission: 403,
  too_long: 413,
  throttled: 429,
};
export const refusalStatusOf = (failure: FailureCode): number => statuses[failure] ?? 400;

const codes: Partial<Readonly<Record<FailureCode, string>>> = {
  content_rejected: '10',
  network_error: '20',
  spam_filtered: '30',
  sender_invalid: '40',
  invalid_destination: '50',
  invalid_request: '60',
  unknown_subscriber: '70',
  unreachable_handset: '80',
  unroutable: '90',
  carrier_blocked: '100',
  too_long: '110',
  opted_out: '200',
  provider_error: '300',
  validity_passed: '420',
  insufficient_funds: '900',
  account_suspended: '910',
};

/** `ErrorCode` of a callback; 1000, unknown, where Plivo has none of its own. */
export const errorCodeOf = (failure: FailureCode | undefined): string =>
  (failure === undefined ? undefined : codes[failure]) ?? '1000';
