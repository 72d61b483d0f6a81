import type { FailureCode } from '../../../core/failures.ts';

/** Error codes of `Publish` and of the request's signature in our words; the SDK's suffix `Exception` left out. */
const codes: Readonly<Record<string, FailureCode>> = {
  // Slow down: said before anything is processed
  Throttled: 'throttled',
  Throttling: 'throttled',
  KMSThrottling: 'throttled',
  TooManyRequests: 'throttled',
  RequestLimitExceeded: 'throttled',
  // The request
  InvalidParameter: 'invalid_request',
  InvalidParameterValue: 'invalid_request',
  ParameterValueInvalid: 'invalid_request',
  Validation: 'invalid_request',
  ValidationError: 'invalid_request',
  NotFound: 'invalid_request',
  OptedOut: 'opted_out',
  // Our account
  AuthorizationError: 'permission',
  AccessDenied: 'permission',
  EndpointDisabled: 'permission',
  PlatformApplicationDisabled: 'permission',
  OptInRequired: 'permission',
  UserError: 'permission',
  ExpiredToken: 'auth',
  IncompleteSignature: 'auth',
  InvalidClientTokenId: 'auth',
  InvalidSecurity: 'auth',
  MissingAuthenticationToken: 'auth',
  RequestExpired: 'auth',
  SignatureDoesNotMatch: 'auth',
  UnrecognizedClient: 'auth',
};

export const failureOfSnsError = (name: string): FailureCode | undefined => {
  const code = name.replace(/Exception$/, '');
  return Object.hasOwn(codes, code) ? codes[code] : undefined;
};
