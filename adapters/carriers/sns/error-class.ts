import { SNSServiceException } from '@aws-sdk/client-sns';
import type { Submitted } from '../../../core/carrier.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { NoAnswerError } from '../../http/aws-request-handler.ts';
import { retryAfterSeconds } from '../../http/retry-after.ts';
import { failed, redirected } from '../failure.ts';
import { failureOfSnsError } from './error-codes.ts';

const throttled = (error: SNSServiceException, carrierCode: string, now: Date): Outcome<Submitted> => {
  const wait = retryAfterSeconds(error.$response?.headers['retry-after'], now);
  return failed('throttled', { carrierCode, ...(wait !== undefined && { retryAfterSeconds: wait }) });
};

/** The SDK names an error after its code; without a readable code only the HTTP status is left. */
const nameOf = (error: SNSServiceException, status: number): string =>
  /^[A-Za-z]\w{2,60}$/.test(error.name) && error.name !== 'Unknown' ? error.name : `HTTP ${status}`;

const classifyAnswer = (error: SNSServiceException, status: number, now: Date): Outcome<Submitted> => {
  const carrierCode = nameOf(error, status);
  if (status >= 300 && status < 400) return redirected(status);
  if (status < 400 || status >= 500 || status === 408) return failed('outcome_unknown', { carrierCode });
  const code = failureOfSnsError(error.name);
  if (status === 429 || code === 'throttled') return throttled(error, carrierCode, now);
  return failed(code ?? (status === 403 ? 'permission' : 'invalid_request'), { carrierCode });
};

/** What an error means that the SDK raised before it handed the request over: a definite no. */
export const classifyPreparation = (error: unknown): Outcome<Submitted> => {
  const name = error instanceof Error ? error.name : 'Error';
  return failed(name === 'CredentialsProviderError' ? 'auth' : 'carrier_unreachable', { carrierCode: name });
};

/** What an error of the SDK's `Publish` means. `docs/carriers.md` has the table. */
export const classifyError = (error: unknown, now: Date): Outcome<Submitted> => {
  if (error instanceof NoAnswerError) {
    return failed(error.sent ? 'outcome_unknown' : 'carrier_unreachable', { carrierCode: error.reason });
  }
  const status = error instanceof SNSServiceException ? error.$metadata.httpStatusCode : undefined;
  if (error instanceof SNSServiceException && status !== undefined) return classifyAnswer(error, status, now);
  // An answer that the SDK could not read, or something nobody thought of: it may have been sent
  return failed('outcome_unknown', { carrierCode: 'unreadable answer' });
};
