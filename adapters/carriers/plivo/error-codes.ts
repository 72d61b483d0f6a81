import type { FailureCode } from '../../../core/failures.ts';
import { codeTable } from '../code-table.ts';

/** The `ErrorCode` of Plivo's callbacks in our words. A code that is not here is judged by the status alone. */
export const failureOfPlivoCode = codeTable<FailureCode>({
  10: 'content_rejected',
  20: 'network_error',
  30: 'spam_filtered',
  40: 'sender_invalid',
  50: 'invalid_destination',
  // A text that came back to its own sender
  60: 'invalid_request',
  70: 'unknown_subscriber',
  80: 'unreachable_handset',
  90: 'unroutable',
  100: 'carrier_blocked',
  110: 'too_long',
  200: 'opted_out',
  300: 'provider_error',
  420: 'validity_passed',
  900: 'insufficient_funds',
  910: 'account_suspended',
  1000: 'unclassified',
});
