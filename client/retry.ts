import { type Answered, errorOf, SmsPipelineError } from './sms-pipeline-error.ts';

/** Those in which the request may succeed when it comes again. */
const retried = new Set([408, 429, 500, 502, 503, 504]);

export const mayHelp = (status: number): boolean => retried.has(status);

/** Whoever has to wait longer should know of it instead. */
export const longestWaitMs = 30_000;

/** Seconds or a date: RFC 9110 §10.2.3. */
const retryAfterMs = (header: string | null): number => {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return ms > 0 ? ms : 0;
};

/** Between half and all of 250 ms, 500 ms, 1 s, …; at least what the server asks for. */
export const waitMs = (attempt: number, retryAfter: string | null): number =>
  Math.max(250 * 2 ** attempt * (0.5 + Math.random() / 2), retryAfterMs(retryAfter));

/** Waits. @throws the signal's reason when that comes first. */
export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });

export type Retries = {
  /** How often a request is sent again at most. */
  readonly retries: number;
  readonly signal?: AbortSignal | undefined;
  readonly wait: typeof sleep;
};

/**
 * Sends a request until it is answered for good. Whatever it does must be safe to do twice.
 * @throws SmsPipelineError for a refusal, or when the tries are used up.
 */
export const withRetries = async (
  send: () => Promise<Answered>,
  { retries, signal, wait }: Retries,
): Promise<Answered> => {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await send().catch((cause: unknown) => {
      if (signal?.aborted) throw signal.reason;
      return new SmsPipelineError('The pipeline did not answer.', { code: 'unreachable', cause });
    });
    const failed = outcome instanceof SmsPipelineError;
    if (!failed && outcome.ok) return outcome;
    const pause = waitMs(attempt, failed ? null : outcome.headers.get('retry-after'));
    if (!(failed || mayHelp(outcome.status)) || attempt >= retries || pause > longestWaitMs)
      throw failed ? outcome : errorOf(outcome);
    await wait(pause, signal);
  }
};
