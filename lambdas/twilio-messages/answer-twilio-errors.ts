import type { HttpAnswer } from '../../adapters/lambda/http.ts';
import type { Log } from '../../core/ports.ts';
import { ProblemError } from '../../core/problem.ts';
import { TwilioError, twilioErrors } from '../../core/twilio-api/errors.ts';
import { generalRefusal } from '../../core/twilio-api/refusal.ts';

const refusalOf = (error: unknown): TwilioError => {
  if (error instanceof TwilioError) return error;
  return error instanceof ProblemError ? generalRefusal(error) : new TwilioError(20500);
};

/** A refusal in Twilio's error body. */
export const tellTwilioError = (error: unknown): HttpAnswer => {
  const refusal = refusalOf(error);
  const { status } = twilioErrors[refusal.code];
  const headers = {
    ...(error instanceof ProblemError && error.headers),
    ...(status === 401 && { 'www-authenticate': 'Basic realm="sms-pipeline"' }),
  };
  return { status, headers, body: refusal.toBody() };
};

/** Turns what a step throws into Twilio's error body; what nobody foresaw is logged and becomes a 500. */
export const answerTwilioErrors =
  <Given extends unknown[]>(step: (...given: Given) => Promise<HttpAnswer>, log: Log) =>
  async (...given: Given): Promise<HttpAnswer> => {
    try {
      return await step(...given);
    } catch (error) {
      if (!(error instanceof TwilioError || error instanceof ProblemError)) {
        log.error('request failed', { error });
      }
      return tellTwilioError(error);
    }
  };
