import { setTimeout as wait } from 'node:timers/promises';
import type { Carrier, SubmitRequest, Submitted } from '../../../core/carrier.ts';
import { parseAttemptId } from '../../../core/ids.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { meetsServerError, type SubmitScript, scriptOf } from '../../../core/scripted-outcomes.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { failed } from '../failure.ts';
import { plannedReceipts } from './planned-receipts.ts';
import type { SandboxSettings } from './settings.ts';
import { sandboxTraits } from './traits.ts';

/** Why the text is not taken, if it is not. */
const refusalOf = (submit: SubmitScript, { attemptId }: SubmitRequest): Outcome<never> | undefined => {
  if (submit.kind === 'reject') return failed(submit.failure, { carrierCode: 'scripted' });
  const { retryAfterSeconds, times } = submit.kind === 'throttle' ? submit : { times: 0 };
  if (parseAttemptId(attemptId).attempt > times) return undefined;
  return failed('throttled', {
    carrierCode: 'scripted',
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
};

const isLost = (submit: SubmitScript, { attemptId }: SubmitRequest): boolean =>
  meetsServerError(submit, parseAttemptId(attemptId).attempt);

const isTaken = (submit: SubmitScript, request: SubmitRequest): boolean =>
  submit.kind !== 'serverError' || submit.taken || !isLost(submit, request);

/** Waits as long as the script holds its answer back, but no longer than the submit may take. */
const answer = async (
  submit: SubmitScript,
  deadlineMs: number,
  submitted: Submitted,
  request: SubmitRequest,
): Promise<Outcome<Submitted>> => {
  if (isLost(submit, request)) return failed('outcome_unknown', { carrierCode: 'scripted' });
  const answerAfterMs = submit.kind === 'accept' ? submit.answerAfterMs : 0;
  await wait(Math.max(0, Math.min(answerAfterMs, deadlineMs)));
  if (answerAfterMs >= deadlineMs) return failed('outcome_unknown', { carrierCode: 'DEADLINE' });
  return { ok: true, value: submitted };
};

/**
 * A carrier inside the stack that sends nothing to anybody: the recipient decides what becomes of a text, by the table
 * in docs/simulator.md, and the receipts come by way of the receipts queue.
 */
export const openCarrier = (_settings: SandboxSettings, { receipts, now }: CarrierDeps): Carrier => ({
  name: 'sandbox',
  traits: sandboxTraits,
  submit: async (request) => {
    const startedAt = now();
    const script = scriptOf(request.recipient);
    const refusal = refusalOf(script.submit, request);
    if (refusal) return refusal;

    const carrierMessageId = `sandbox_${request.attemptId}`;
    if (isTaken(script.submit, request)) {
      try {
        await receipts.schedule(plannedReceipts(script, request, carrierMessageId, startedAt));
      } catch {
        // Some of them may be in the queue, and they would prove that the text was taken
        return failed('outcome_unknown', { carrierCode: 'receipts queue' });
      }
    }
    const left = request.deadlineMs - (now().getTime() - startedAt.getTime());
    return answer(script.submit, left, { carrierMessageId }, request);
  },
});
