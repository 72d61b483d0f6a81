import { BatchEnvelope } from '../../core/api/batch-request.ts';
import type { BatchResults } from '../../core/api/batch-results.ts';
import { checkIdempotencyKey } from '../../core/api/idempotency-key.ts';
import { parseBody } from '../../core/api/parse-body.ts';
import type { Limiter } from '../../core/limits/limiter.ts';
import type { Log } from '../../core/ports.ts';
import { asProblem, ProblemError, problemCatalogue } from '../../core/problem.ts';
import type { AcceptInput, createAcceptMessage } from '../accept-message/accept-message.ts';

export type AcceptBatchDeps = {
  /** What accepts each text: its rows and entries should travel together. */
  readonly accept: ReturnType<typeof createAcceptMessage>;
  readonly limiter: Pick<Limiter, 'admit'>;
  readonly log: Log;
};

/** The results, and with what headers they go out. */
export type BatchAnswer = { readonly body: BatchResults; readonly headers: Readonly<Record<string, string>> };

export type BatchInput = Pick<AcceptInput, 'caller' | 'idempotencyKey' | 'body'>;

/** Seconds until one of the refused texts may be accepted; nothing where one may be at once, or none ever. */
const retryAfterOf = (refusals: readonly ProblemError[]): string | undefined => {
  const waits = refusals
    .filter(({ code }) => problemCatalogue[code].status >= 429)
    .map(({ headers }) => Number(headers['retry-after'] ?? 0));
  const soonest = Math.min(...waits);
  return soonest > 0 && Number.isFinite(soonest) ? String(soonest) : undefined;
};

/** Accepts texts by the step that accepts one, all at the same time and each by itself. */
export const createAcceptBatch = ({ accept, limiter, log }: AcceptBatchDeps) => {
  const acceptOne = async (input: AcceptInput & { readonly place: number }) => {
    // The request itself was counted when it came in: that was the first of its texts.
    if (input.place > 0) await limiter.admit(input.caller);
    return (await accept(input)).message;
  };

  return async ({ caller, idempotencyKey, body }: BatchInput): Promise<BatchAnswer> => {
    checkIdempotencyKey(idempotencyKey);
    const { messages } = parseBody(BatchEnvelope, body);
    const settled = await Promise.allSettled(
      messages.map((message, place) => acceptOne({ caller, idempotencyKey, place, body: message })),
    );
    const failures = settled.flatMap((one) =>
      one.status === 'rejected' && !(one.reason instanceof ProblemError) ? [one.reason] : [],
    );
    if (failures.length > 0) {
      const { tenant } = caller;
      log.error('texts of a batch not accepted', { tenant, count: failures.length, error: failures[0] });
    }
    const outcomes = settled.map((one) => (one.status === 'fulfilled' ? one.value : asProblem(one.reason)));
    const refusals = outcomes.filter((outcome) => outcome instanceof ProblemError);
    const retryAfter = retryAfterOf(refusals);
    return {
      body: {
        results: outcomes.map((outcome) => (outcome instanceof ProblemError ? outcome.toProblem() : outcome)),
      },
      headers: { ...(retryAfter !== undefined && { 'retry-after': retryAfter }) },
    };
  };
};
