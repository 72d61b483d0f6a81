/** One HTTP request. `deadlineMs` bounds all of it: look-up, connection, request and the whole answer. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly deadlineMs: number;
};

/** What the peer answered, whatever the status: a redirect is an answer, and is not followed. */
export type HttpAnswer = {
  readonly status: number;
  /** Names in lower case; of a repeated header the values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/**
 * What became of a request. The difference between the last two decides whether a text may be sent twice:
 * - `notSent`: not one byte of the request was handed to the connection, so the peer surely knows nothing of it;
 * - `ambiguous`: some of it may have arrived, and no whole answer came back.
 */
export type HttpResult =
  | ({ readonly kind: 'answered' } & HttpAnswer)
  | { readonly kind: 'notSent'; readonly reason: string }
  | { readonly kind: 'ambiguous'; readonly reason: string };

/** Puts at most one request on the wire per call, and never throws for what the network or the peer does. */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResult>;
  /** Closes idle connections. */
  close(): void;
}
