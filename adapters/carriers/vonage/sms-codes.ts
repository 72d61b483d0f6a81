import type { FailureCode } from '../../../core/failures.ts';
import { codeTable } from '../code-table.ts';

/** `messages[].status` of the SMS API's answer in our words; 0 is a yes. */
export const failureOfSmsStatus = codeTable<FailureCode>({
  1: 'throttled',
  2: 'invalid_request',
  3: 'invalid_request',
  4: 'auth',
  // Vonage itself failed: the text may have gone out
  5: 'outcome_unknown',
  6: 'content_rejected',
  7: 'recipient_blocked',
  8: 'account_suspended',
  9: 'insufficient_funds',
  10: 'throttled',
  11: 'permission',
  12: 'too_long',
  14: 'auth',
  15: 'sender_invalid',
  22: 'invalid_request',
  23: 'invalid_request',
  29: 'permission',
  32: 'auth',
  33: 'unknown_subscriber',
});

/** `err-code` of the SMS API's receipts in our words; 0 is a delivery. */
export const failureOfSmsError = codeTable<FailureCode>({
  1: 'unclassified',
  2: 'unreachable_handset',
  3: 'unknown_subscriber',
  4: 'recipient_blocked',
  5: 'unroutable',
  6: 'spam_filtered',
  7: 'handset_busy',
  8: 'network_error',
  9: 'opted_out',
  10: 'content_rejected',
  11: 'unroutable',
  12: 'invalid_destination',
  13: 'age_restricted',
  14: 'carrier_blocked',
  15: 'subscriber_funds',
  50: 'regulatory',
  51: 'regulatory',
  52: 'regulatory',
  53: 'regulatory',
  54: 'regulatory',
  99: 'unclassified',
});
