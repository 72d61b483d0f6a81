import type { FailureCode } from '../../../core/failures.ts';
import { codeTable } from '../code-table.ts';

/** Telnyx's error codes in our words. A code that is not here is judged by the HTTP status or the receipt alone. */
export const failureOfTelnyxCode = codeTable<FailureCode>({
  // The request and our account
  10002: 'invalid_destination',
  10003: 'invalid_request',
  10004: 'invalid_request',
  10005: 'invalid_request',
  // Telnyx itself failed or was too slow: the text may have gone out
  10007: 'outcome_unknown',
  10008: 'outcome_unknown',
  10009: 'auth',
  10010: 'permission',
  10011: 'throttled',
  10015: 'invalid_request',
  10016: 'invalid_destination',
  20100: 'insufficient_funds',
  // The text and its way
  40001: 'landline',
  // For a while
  40002: 'spam_filtered',
  40003: 'spam_filtered',
  40004: 'carrier_blocked',
  40005: 'validity_passed',
  40006: 'carrier_unreachable',
  40008: 'unclassified',
  40009: 'content_rejected',
  40010: 'sender_unregistered',
  40011: 'throttled',
  40012: 'invalid_destination',
  40013: 'sender_invalid',
  40014: 'validity_passed',
  40015: 'spam_filtered',
  40016: 'daily_cap',
  40017: 'spam_filtered',
  40018: 'throttled',
  40300: 'opted_out',
  40305: 'sender_invalid',
  40310: 'invalid_destination',
  40312: 'permission',
  40314: 'account_suspended',
  40316: 'invalid_request',
  40318: 'queue_full',
  40322: 'content_rejected',
  40329: 'sender_unregistered',
});
