import type { Submitted } from '../../../core/carrier.ts';
import type { FailureCode } from '../../../core/failures.ts';
import type { AnswerSettings, Meaning } from '../../../core/http-carrier/answer-settings.ts';
import { plainAt } from '../../../core/http-carrier/json-pointer.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { HttpAnswer, HttpResult } from '../../http/http-client.ts';
import { retryAfterSeconds } from '../../http/retry-after.ts';
import { readJson } from '../../json.ts';
import { codeTable } from '../code-table.ts';
import { failed, failureOfStatus, redirected } from '../failure.ts';
import { codeOf, messageIdAt } from './codes.ts';

const kinds = {
  permanent: 'invalid_request',
  temporary: 'provider_error',
  ambiguous: 'outcome_unknown',
} as const satisfies Record<string, FailureCode>;

const failureCodeOf = (meaning: Exclude<Meaning, 'accepted'>): FailureCode =>
  meaning === 'permanent' || meaning === 'temporary' || meaning === 'ambiguous' ? kinds[meaning] : meaning;

const refused = (
  code: FailureCode,
  carrierCode: string,
  { headers }: HttpAnswer,
  now: Date,
): Outcome<never> => {
  const wait = code === 'throttled' ? retryAfterSeconds(headers['retry-after'], now) : undefined;
  return failed(code, { carrierCode, ...(wait !== undefined && { retryAfterSeconds: wait }) });
};

/** Without a word in the settings, a 5xx or a 2xx that says no may have been sent. */
const defaultFailure = (status: number): FailureCode => {
  if (status === 429) return 'throttled';
  return status >= 400 && status < 500 ? failureOfStatus(status) : 'outcome_unknown';
};

/** Where no code means "accepted", an answer without any code is the yes; else only a code is. */
const saysNoMore = ({ codes }: AnswerSettings, code: string | undefined): boolean =>
  code === undefined && !Object.values(codes).includes('accepted');

/** What the answer means by the deployer's tables; docs/carriers.md has what it means without them. */
export const classifyAnswer = (
  result: HttpResult,
  settings: AnswerSettings,
  now: Date,
): Outcome<Submitted> => {
  if (result.kind === 'notSent') return failed('carrier_unreachable', { carrierCode: result.reason });
  if (result.kind === 'ambiguous') return failed('outcome_unknown', { carrierCode: result.reason });
  const { status } = result;
  if (status >= 300 && status < 400) return redirected(status);

  const json = readJson(result.body);
  const code = settings.code === undefined ? undefined : plainAt(json, settings.code);
  const meaning = codeTable(settings.codes)(code);
  const carrierCode = codeOf(code) ?? `HTTP ${status}`;
  if (meaning !== undefined && meaning !== 'accepted') {
    return refused(failureCodeOf(meaning), carrierCode, result, now);
  }
  const isYes = status >= 200 && status < 300 && (meaning === 'accepted' || saysNoMore(settings, code));
  const id = messageIdAt(json, settings.id);
  if (isYes && id !== undefined) return { ok: true, value: { carrierMessageId: id } };
  // A refusal by its HTTP status whose body says "accepted" says two things at once
  if (isYes || meaning === 'accepted') return failed('outcome_unknown', { carrierCode });
  const byStatus = codeTable(settings.httpStatuses)(String(status));
  return refused(byStatus ? failureCodeOf(byStatus) : defaultFailure(status), carrierCode, result, now);
};
