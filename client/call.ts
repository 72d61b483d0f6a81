import { type Retries, type sleep, withRetries } from './retry.ts';
import { errorOf } from './sms-pipeline-error.ts';

export type CallSettings = Pick<Retries, 'retries'> & {
  readonly url: string;
  readonly apiKey: string;
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
  readonly sleep: typeof sleep;
};

export type Request = {
  readonly method?: string;
  /** Goes out as JSON; without a method the request is then a POST. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
};

export type Called<Answer> = { readonly answer: Answer; readonly headers: Headers };

/** Sends requests to one pipeline, each until it is answered for good. */
export const createCall = (settings: CallSettings) => {
  const base = settings.url.replace(/\/+$/, '');
  // A browser's fetch must not be called as a method.
  const { fetch } = settings;

  const send = async (path: string, { method, body, headers, signal }: Request) => {
    const timeout = AbortSignal.timeout(settings.timeoutMs);
    const response = await fetch(base + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        authorization: `Bearer ${settings.apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const { ok, status, headers: answered } = response;
    return { ok, status, headers: answered, text: await response.text() };
  };

  /** The pipeline is taken at its word for the type: to check it would take a library many times our size. */
  return async <Answer>(path: string, request: Request): Promise<Called<Answer>> => {
    const { retries, sleep: wait } = settings;
    const { signal } = request;
    const answered = await withRetries(() => send(path, request), { retries, signal, wait });
    const { headers, status, text } = answered;
    const isJson = headers.get('content-type')?.startsWith('application/json');
    if (!isJson && status !== 204) throw errorOf(answered);
    return { answer: JSON.parse(text || 'null'), headers };
  };
};
