import type { Message, Problem } from './api-types.ts';
import { longestWaitMs, mayHelp, type Retries, waitMs } from './retry.ts';
import { SmsPipelineError } from './sms-pipeline-error.ts';

/** What became of one text of a batch: the message, or why it was refused. */
export type BatchResult = Message | Problem;

type Answer = { readonly results: BatchResult[]; readonly retryAfter: string | null };

const isOpen = (result: BatchResult): boolean => 'code' in result && mayHelp(result.status);

/**
 * Sends a batch until each text is accepted or refused for good. The place of a text is a part of its idempotency key,
 * so it is always the whole batch that goes out again.
 */
export const sendBatch = async (
  send: () => Promise<Answer>,
  { retries, signal, wait }: Retries,
): Promise<BatchResult[]> => {
  let { results, retryAfter } = await send();
  for (let attempt = 0; attempt < retries && results.some(isOpen); attempt += 1) {
    const pause = waitMs(attempt, retryAfter);
    if (pause > longestWaitMs) break;
    await wait(pause, signal);
    const next = await send().catch((error: unknown) => {
      if (error instanceof SmsPipelineError) return undefined;
      throw error;
    });
    // What became of the texts so far is worth more than why the rest is not known.
    if (!next) break;
    // What was accepted stays so: sent again, it may meet a limit before it is recognised.
    results = results.map((result, place) => (isOpen(result) ? (next.results[place] ?? result) : result));
    retryAfter = next.retryAfter;
  }
  return results;
};
