/** What became of a callback: an answer, no connection (`ct`), or none in time (`rt`). */
export type CallbackResult = { readonly status: number } | { readonly failed: 'ct' | 'rt' };

export type Callback = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const readTimeoutMs = 5000;
const mostRetries = 5;

/** Milliseconds between tries: a quarter of a second, doubled each time; undefined after the last. */
export const callbackBackoffMs = (tries: number): number | undefined =>
  tries <= mostRetries ? 250 * 2 ** (tries - 1) : undefined;

export const postCallback = async (
  url: string,
  { headers, body }: Callback,
  stopping: AbortSignal,
): Promise<CallbackResult> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(readTimeoutMs)]),
    });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    return { failed: error instanceof Error && error.name === 'TimeoutError' ? 'rt' : 'ct' };
  }
};
