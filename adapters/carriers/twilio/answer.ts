import * as z from 'zod';
import type { Submitted } from '../../../core/carrier.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { HttpAnswer, HttpResult } from '../../http/http-client.ts';
import { retryAfterSeconds } from '../../http/retry-after.ts';
import { readJson } from '../../json.ts';
import { failed, failureOfStatus, redirected } from '../failure.ts';
import { failureOfTwilioCode } from './error-codes.ts';

const Accepted = z.object({ sid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/) });
const Refused = z.object({ code: z.number().int() });

const classifyRefusal = ({ status, headers, body }: HttpAnswer, now: Date): Outcome<Submitted> => {
  const refused = Refused.safeParse(readJson(body));
  const code = refused.success ? String(refused.data.code) : undefined;
  const carrierCode = code ?? `HTTP ${status}`;
  // "Too many requests" is said before anything is processed
  if (status === 429) {
    const wait = retryAfterSeconds(headers['retry-after'], now);
    return failed('throttled', { carrierCode, ...(wait !== undefined && { retryAfterSeconds: wait }) });
  }
  return failed(failureOfTwilioCode(code) ?? failureOfStatus(status), { carrierCode });
};

/** What Twilio's answer to a submit means. `docs/carriers.md` has the table. */
export const classifyAnswer = (result: HttpResult, now: Date): Outcome<Submitted> => {
  if (result.kind === 'notSent') return failed('carrier_unreachable', { carrierCode: result.reason });
  if (result.kind === 'ambiguous') return failed('outcome_unknown', { carrierCode: result.reason });

  const { status } = result;
  if (status >= 400 && status < 500) return classifyRefusal(result, now);
  if (status >= 300 && status < 400) return redirected(status);
  if (status >= 200 && status < 300) {
    const accepted = Accepted.safeParse(readJson(result.body));
    if (accepted.success) return { ok: true, value: { carrierMessageId: accepted.data.sid } };
  }
  return failed('outcome_unknown', { carrierCode: `HTTP ${status}` });
};
