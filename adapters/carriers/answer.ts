import type { Submitted } from '../../core/carrier.ts';
import type { FailureCode } from '../../core/failures.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { HttpAnswer, HttpResult } from '../http/http-client.ts';
import { retryAfterSeconds } from '../http/retry-after.ts';
import { readJson } from '../json.ts';
import { failed, failureOfStatus, redirected } from './failure.ts';

/** How one carrier's API says yes and no. Bodies are JSON, or undefined where they are not. */
export type AnswerWords = {
  /** What a 2xx answer means; undefined where it cannot be read, and then nobody knows. */
  readonly taken: (body: unknown, now: Date) => Outcome<Submitted> | undefined;
  /** The carrier's code in a 4xx answer. */
  readonly codeOf: (body: unknown) => string | undefined;
  readonly failureOf: (code: string | undefined) => FailureCode | undefined;
};

export const accepted = (carrierMessageId: string): Outcome<Submitted> => ({
  ok: true,
  value: { carrierMessageId },
});

const refusal = (
  { status, headers, body }: HttpAnswer,
  now: Date,
  words: AnswerWords,
): Outcome<Submitted> => {
  const code = words.codeOf(readJson(body));
  const carrierCode = code ?? `HTTP ${status}`;
  // "Too many requests" is said before anything is processed
  if (status === 429) {
    const wait = retryAfterSeconds(headers['retry-after'], now);
    return failed('throttled', { carrierCode, ...(wait !== undefined && { retryAfterSeconds: wait }) });
  }
  return failed(words.failureOf(code) ?? failureOfStatus(status), { carrierCode });
};

/** What became of a submit, by what came back. `docs/carriers.md` has the table. */
export const classifyAnswer = (result: HttpResult, now: Date, words: AnswerWords): Outcome<Submitted> => {
  if (result.kind === 'notSent') return failed('carrier_unreachable', { carrierCode: result.reason });
  if (result.kind === 'ambiguous') return failed('outcome_unknown', { carrierCode: result.reason });

  const { status, body } = result;
  if (status >= 400 && status < 500) return refusal(result, now, words);
  if (status >= 300 && status < 400) return redirected(status);
  const taken = status >= 200 && status < 300 ? words.taken(readJson(body), now) : undefined;
  return taken ?? failed('outcome_unknown', { carrierCode: `HTTP ${status}` });
};
