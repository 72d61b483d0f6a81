import type { HttpAnswer } from '../../adapters/lambda/http.ts';
import type { Log } from '../../core/ports.ts';
import { ProblemError } from '../../core/problem.ts';
import { TwilioError, twilioErrors } from '../../core/twilio-api/errors.ts';
import { generalRefusal } from '../../core/twilio-api/refusal.ts';

const refusalOf = (error: unknown): TwilioError => {
  if (error instanceof TwilioError) return error;
  return error instanceof ProblemError ? generalRefusal(error) : new TwilioError(20500);
};

/** Turns what a step throws into Twilio's error body; what nobody foresaw is logged and becomes a 500. */
export const answerTwilioErrors =
  <Given extends unknown[]>(step: (...given: Given) => Promise<HttpAnswer>, log: Log) =>
  async (...given: Given): Promise<HttpAnswer> => {
    try {
      return await step(...given);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.code === 20500) log.error('request failed', { error });
      const { status } = twilioErrors[refusal.code];
      const headers = {
        ...(error instanceof ProblemError && error.headers),
        ...(status === 401 && { 'www-authenticate': 'Basic realm="sms-pipeline"' }),
      };
      return { status, headers, body: refusal.toBody() };
    }
  };
