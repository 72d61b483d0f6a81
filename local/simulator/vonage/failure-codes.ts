import type { FailureCode } from '../../../core/failures.ts';

type Codes = Partial<Readonly<Record<FailureCode, string>>>;

/** `status` of the SMS API's answer, with a sentence; 3, an invalid value, where it has none of its own. */
const smsStatuses: Codes = {
  throttled: '1',
  auth: '4',
  content_rejected: '6',
  recipient_blocked: '7',
  account_suspended: '8',
  insufficient_funds: '9',
  permission: '11',
  too_long: '12',
  sender_invalid: '15',
  unknown_subscriber: '33',
};
export const smsStatusOf = (failure: FailureCode): string => smsStatuses[failure] ?? '3';

/** `err-code` of the SMS API's receipts; 1, unknown, where it has none of its own. */
const smsErrors: Codes = {
  unreachable_handset: '2',
  unknown_subscriber: '3',
  recipient_blocked: '4',
  unroutable: '5',
  spam_filtered: '6',
  handset_busy: '7',
  network_error: '8',
  opted_out: '9',
  content_rejected: '10',
  invalid_destination: '12',
  age_restricted: '13',
  carrier_blocked: '14',
  subscriber_funds: '15',
  regulatory: '50',
  // The status says it
  validity_passed: '0',
};
export const smsErrorOf = (failure: FailureCode | undefined): string =>
  (failure === undefined ? undefined : smsErrors[failure]) ?? '1';

/** HTTP status and code of the Messages API's refusals. */
const messagesRefusals: Partial<Readonly<Record<FailureCode, readonly [status: number, code: string]>>> = {
  invalid_destination: [422, '1170'],
  recipient_blocked: [403, '1050'],
  content_rejected: [422, '1040'],
  sender_invalid: [422, '1120'],
  too_long: [422, '1090'],
  throttled: [429, '1000'],
  auth: [401, 'unauthorized'],
  account_suspended: [403, '1060'],
  insufficient_funds: [402, '1070'],
  permission: [403, '1080'],
};
export const messagesRefusalOf = (failure: FailureCode): readonly [status: number, code: string] =>
  messagesRefusals[failure] ?? [422, '1150'];

/** The Messages API's code in a receipt; 1330, unknown, where it has none of its own. */
const messagesErrors: Codes = {
  content_rejected: '1040',
  recipient_blocked: '1050',
  unreachable_handset: '1180',
  unknown_subscriber: '1190',
  unroutable: '1200',
  spam_filtered: '1210',
  handset_busy: '1220',
  network_error: '1230',
  opted_out: '1240',
  throttled: '1241',
  invalid_destination: '1260',
  age_restricted: '1270',
  carrier_blocked: '1280',
  subscriber_funds: '1290',
  provider_error: '1331',
  validity_passed: '1360',
};
export const messagesErrorOf = (failure: FailureCode | undefined): string =>
  (failure === undefined ? undefined : messagesErrors[failure]) ?? '1330';
