import type { FailureCode } from '../../../core/failures.ts';

/**
 * Errors of `SendTextMessage` and of the request's signature in our words, by exception and, where it gives one,
 * reason; the SDK's suffix `Exception` left out.
 */
const codes: Readonly<Record<string, FailureCode>> = {
  // Slow down: said before anything is processed
  Throttling: 'throttled',
  TooManyRequests: 'throttled',
  RequestLimitExceeded: 'throttled',
  ServiceQuotaExceeded: 'daily_cap',
  'ServiceQuotaExceeded/MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT': 'insufficient_funds',
  // The recipient
  'Conflict/DESTINATION_PHONE_NUMBER_OPTED_OUT': 'opted_out',
  // In the sandbox, only verified numbers are sent to
  'Conflict/DESTINATION_PHONE_NUMBER_NOT_VERIFIED': 'permission',
  'Conflict/DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE': 'recipient_blocked',
  'Conflict/DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION': 'permission',
  'Validation/DESTINATION_COUNTRY_BLOCKED': 'permission',
  'Validation/COUNTRY_NOT_ENABLED': 'permission',
  // The sender
  'Conflict/NO_ORIGINATION_IDENTITIES_FOUND': 'sender_invalid',
  'Conflict/NUMBER_CAPABILITIES_MISMATCH': 'sender_invalid',
  'Validation/INTERNATIONAL_SENDING_NOT_SUPPORTED': 'sender_invalid',
  'Validation/INVALID_IDENTITY_FOR_DESTINATION_COUNTRY': 'sender_invalid',
  'Validation/SENDER_ID_NOT_SUPPORTED': 'sender_invalid',
  'Validation/SENDER_ID_NOT_REGISTERED': 'sender_unregistered',
  'Validation/SENDER_ID_REQUIRES_REGISTRATION': 'sender_unregistered',
  // The text and the request
  'Validation/MAXIMUM_SIZE_EXCEEDED': 'too_long',
  'Validation/PRICE_OVER_THRESHOLD': 'price_cap',
  Conflict: 'invalid_request',
  ResourceNotFound: 'invalid_request',
  Serialization: 'invalid_request',
  Validation: 'invalid_request',
  // The service itself failed: the text may have gone out
  InternalServer: 'outcome_unknown',
  // Our account
  'AccessDenied/ACCOUNT_DISABLED': 'account_suspended',
  'AccessDenied/INSUFFICIENT_ACCOUNT_REPUTATION': 'account_suspended',
  AccessDenied: 'permission',
  OptInRequired: 'permission',
  ExpiredToken: 'auth',
  IncompleteSignature: 'auth',
  InvalidSignature: 'auth',
  MissingAuthenticationToken: 'auth',
  RequestExpired: 'auth',
  UnrecognizedClient: 'auth',
};

/** What an exception with this name and, perhaps, reason means, if it is known. */
export const failureOfEumError = (name: string, reason: string | undefined): FailureCode | undefined => {
  const exception = name.replace(/Exception$/, '');
  const known = [`${exception}/${reason}`, exception].find((key) => Object.hasOwn(codes, key));
  return known === undefined ? undefined : codes[known];
};
