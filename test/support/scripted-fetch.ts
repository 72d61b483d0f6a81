type Sent = {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
};

/** A `fetch` that gives these answers in turn, the last one for ever; an Error is thrown as a broken network would. */
export const scriptedFetch = (...answers: (() => Response | Error)[]) => {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { method, url, headers } = request;
    const answer = (answers[sent.length] ?? answers.at(-1))?.();
    sent.push({ method, url, headers, body: await request.text() });
    if (!(answer instanceof Response)) throw answer ?? new Error('no answer is scripted');
    return answer;
  };
  return { fetch, sent };
};

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  (): Response =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });

export const problem =
  (code: string, status: number, more: object = {}, headers = {}) =>
  (): Response =>
    new Response(
      JSON.stringify({ type: 'urn:x', title: 'No', status, code, detail: 'It was refused.', ...more }),
      {
        status,
        headers: { 'content-type': 'application/problem+json', 'apigw-requestid': 'request-1=', ...headers },
      },
    );
