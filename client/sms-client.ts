import type { Lane, Message, MessageRequest, Preview, Status } from './api-types.ts';
import { createCall } from './call.ts';
import { newIdempotencyKey } from './idempotency-key.ts';
import { sleep } from './retry.ts';
import { type BatchResult, sendBatch } from './send-batch.ts';
import { waitForFinal } from './wait-for-final.ts';

export type SmsClientOptions = {
  /** Where the pipeline is: the stack's output `ApiUrl`. */
  readonly url: string;
  readonly apiKey: string;
  /** How often a request is sent again after no answer, a 429 or a 5xx. Default: 3. */
  readonly retries?: number;
  /** How long one try may take, in milliseconds. Default: 15,000. */
  readonly timeoutMs?: number;
  /** Instead of the platform's own. */
  readonly fetch?: typeof fetch;
  /** Instead of the platform's own timer. */
  readonly sleep?: typeof sleep;
};

export type CallOptions = { readonly signal?: AbortSignal | undefined };

export type SendOptions = CallOptions & {
  /** Yours, where a crash of your own program must not send twice. Default: a new one for each call. */
  readonly idempotencyKey?: string;
};

/** All must hold. Times are ISO 8601. */
export type ListFilters = {
  readonly to?: string;
  readonly status?: Status;
  readonly type?: Lane;
  readonly reference?: string;
  readonly from?: string;
  readonly until?: string;
};

const pathOf = (messageId: string): string => `/v1/messages/${encodeURIComponent(messageId)}`;

const queryOf = (parameters: object): string =>
  String(new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined)));

/**
 * Calls the API of a pipeline, in a browser or in Node 18 and newer. Every call is safe to repeat and is repeated
 * where that may help; a text is sent once, however often its request went out.
 * @throws SmsPipelineError from every call that is refused or gets no answer.
 */
export const createSmsClient = (options: SmsClientOptions) => {
  const { url, apiKey, retries = 3, timeoutMs = 15_000, sleep: wait = sleep } = options;
  const send = createCall({ url, apiKey, retries, timeoutMs, fetch: options.fetch ?? fetch, sleep: wait });
  const call = async <Answer>(...request: Parameters<typeof send>): Promise<Answer> =>
    (await send<Answer>(...request)).answer;

  const keyed = ({ idempotencyKey = newIdempotencyKey() }: SendOptions) => ({
    'idempotency-key': idempotencyKey,
  });

  const get = (messageId: string, { signal }: CallOptions = {}): Promise<Message> =>
    call(pathOf(messageId), { signal });

  return {
    /** Sends a text. When it resolves, the message is stored and will reach a final status. */
    send: (message: MessageRequest, options: SendOptions = {}): Promise<Message> =>
      call('/v1/messages', { body: message, headers: keyed(options), signal: options.signal }),

    /**
     * Sends up to 100 texts in one call. Each is accepted or refused by itself; the results are in their order. While
     * some are refused that may be accepted later, the batch goes out again, under the same key.
     */
    batch: async (messages: readonly MessageRequest[], options: SendOptions = {}): Promise<BatchResult[]> => {
      const { signal } = options;
      const request = { body: { messages }, headers: keyed(options), signal };
      const sendOnce = async () => {
        const { answer, headers } = await send<{ results: BatchResult[] }>('/v1/messages/batch', request);
        return { results: answer.results, retryAfter: headers.get('retry-after') };
      };
      return sendBatch(sendOnce, { retries, signal, wait });
    },

    /** Says what sending a text would do; nothing is stored or sent. */
    preview: (message: MessageRequest, { signal }: CallOptions = {}): Promise<Preview> =>
      call('/v1/messages/preview', { body: message, signal }),

    /** The message as it stands. */
    get,

    /** The messages that fit, newest first; pages are fetched as they are needed. */
    list: async function* (filters: ListFilters = {}, { signal }: CallOptions = {}): AsyncGenerator<Message> {
      let cursor: string | undefined;
      do {
        const page: { messages: Message[]; nextCursor?: string } = await call(
          `/v1/messages?${queryOf({ ...filters, cursor })}`,
          { signal },
        );
        yield* page.messages;
        cursor = page.nextCursor;
      } while (cursor !== undefined);
    },

    /** Cancels a message that was not submitted yet; later it is refused with a 409. */
    cancel: (messageId: string, { signal }: CallOptions = {}): Promise<Message> =>
      call(`${pathOf(messageId)}/cancel`, { method: 'POST', signal }),

    /** Erases number and text of a message that will not be submitted any more; its status stays. */
    erase: async (messageId: string, { signal }: CallOptions = {}): Promise<void> => {
      await call(`${pathOf(messageId)}/content`, { method: 'DELETE', signal });
    },

    /** Waits until nothing more will happen to a message. Without a signal, for as long as that takes. */
    waitForFinal: (messageId: string, options: CallOptions = {}): Promise<Message> =>
      waitForFinal(
        () => get(messageId, options),
        (ms) => wait(ms, options.signal),
      ),
  };
};
export type SmsClient = ReturnType<typeof createSmsClient>;
