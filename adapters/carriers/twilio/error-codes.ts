import type { FailureCode } from '../../../core/failures.ts';
import { codeTable } from '../code-table.ts';

/** Twilio's error codes in our words. A code that is not here is judged by the HTTP status or the receipt alone. */
export const failureOfTwilioCode = codeTable<FailureCode>({
  // The request and our account
  20003: 'auth',
  20005: 'account_suspended',
  20404: 'invalid_request',
  20429: 'throttled',
  // Twilio itself failed: the text may have gone out
  20500: 'outcome_unknown',
  20503: 'outcome_unknown',
  // Refused at the submit
  21211: 'invalid_destination',
  21212: 'sender_invalid',
  21214: 'invalid_destination',
  21217: 'invalid_destination',
  21408: 'permission',
  21601: 'sender_invalid',
  21602: 'invalid_request',
  21603: 'invalid_request',
  21604: 'invalid_request',
  21605: 'too_long',
  21606: 'sender_invalid',
  21608: 'permission',
  21609: 'invalid_request',
  21610: 'opted_out',
  21611: 'queue_full',
  21612: 'unroutable',
  21614: 'landline',
  21617: 'too_long',
  21618: 'content_rejected',
  // Neither a body nor media
  21619: 'invalid_request',
  21656: 'invalid_request',
  21703: 'sender_invalid',
  21704: 'sender_invalid',
  21705: 'sender_invalid',
  // Reported by the network, mostly in receipts
  30001: 'queue_full',
  30002: 'account_suspended',
  30003: 'unreachable_handset',
  30004: 'recipient_blocked',
  30005: 'unknown_subscriber',
  30006: 'landline',
  30007: 'spam_filtered',
  30008: 'unclassified',
  // A segment went missing on the way in
  30009: 'network_error',
  30010: 'price_cap',
  30011: 'invalid_request',
  30012: 'invalid_request',
  30013: 'invalid_request',
  30017: 'network_error',
  30018: 'sender_unregistered',
  30019: 'too_long',
  30020: 'provider_error',
  30021: 'provider_error',
  30022: 'throttled',
  30023: 'daily_cap',
  30024: 'sender_unregistered',
  30027: 'daily_cap',
  30032: 'sender_unregistered',
  30033: 'sender_unregistered',
  30034: 'sender_unregistered',
  // Until the registration of its campaign is through
  30035: 'sender_unregistered',
  // The validity period ended while the text was queued
  30036: 'validity_passed',
  30038: 'content_rejected',
  // The upstream timed out: the text may have gone out
  30410: 'outcome_unknown',
  30450: 'carrier_blocked',
});
