import type { FailureCode } from '../../../core/failures.ts';

/** HTTP status, code and title of a refusal. */
const refusals: Partial<
  Readonly<Record<FailureCode, readonly [status: number, code: string, title: string]>>
> = {
  invalid_destination: [400, '40310', "Invalid 'to' address"],
  landline: [400, '40001', 'Not routable'],
  opted_out: [400, '40300', 'Blocked due to STOP message'],
  content_rejected: [400, '40322', 'Message content rejected'],
  sender_invalid: [400, '40305', "Invalid 'from' address"],
  sender_unregistered: [403, '40329', 'Number not registered'],
  throttled: [429, '10011', 'Too many requests'],
  queue_full: [400, '40318', 'Queue full'],
  auth: [401, '10009', 'Authentication failed'],
  account_suspended: [403, '40314', 'Messaging disabled'],
  insufficient_funds: [402, '20100', 'Insufficient funds'],
  permission: [403, '10010', 'Authorization failed'],
};
export const refusalOf = (failure: FailureCode): readonly [status: number, code: string, title: string] =>
  refusals[failure] ?? [400, '10015', 'Bad Request'];

const codes: Partial<Readonly<Record<FailureCode, string>>> = {
  landline: '40001',
  spam_filtered: '40002',
  carrier_blocked: '40004',
  validity_passed: '40005',
  carrier_unreachable: '40006',
  // The nearest that it has
  unreachable_handset: '40006',
  content_rejected: '40009',
  sender_unregistered: '40010',
  throttled: '40011',
  invalid_destination: '40012',
  sender_invalid: '40013',
  daily_cap: '40016',
  opted_out: '40300',
  queue_full: '40318',
};

/** The code in a webhook; 40008, undeliverable, where Telnyx has none of its own. */
export const errorCodeOf = (failure: FailureCode | undefined): string =>
  (failure === undefined ? undefined : codes[failure]) ?? '40008';
