import { type FailureCode, failureCatalogue } from '../../core/failures.ts';
import type { Failure, Outcome } from '../../core/outcome.ts';

type Details = Omit<Failure, 'kind' | 'code'>;

/** A submit that failed, with the kind that the catalogue gives its code. */
export const failed = (code: FailureCode, details: Details = {}): Outcome<never> => ({
  ok: false,
  failure: { kind: failureCatalogue[code].kind, code, ...details },
});

/**
 * What a redirect means for a submit. 301, 307 and 308 say that nothing was done here, which is a definite no; 302,
 * 303 and the rest are also the usual answer after a form was taken, so they prove nothing.
 */
export const redirected = (status: number): Outcome<never> =>
  failed([301, 307, 308].includes(status) ? 'carrier_unreachable' : 'outcome_unknown', {
    carrierCode: `HTTP ${status}`,
  });

/** What a 4xx of a carrier's API means whose code is missing or new to us. */
export const failureOfStatus = (status: number): FailureCode => {
  if (status === 401) return 'auth';
  if (status === 402) return 'insufficient_funds';
  if (status === 403) return 'permission';
  if (status === 413) return 'too_long';
  // The proxies in front of an API also say 408 when the API itself was too slow
  if (status === 408) return 'outcome_unknown';
  return 'invalid_request';
};
