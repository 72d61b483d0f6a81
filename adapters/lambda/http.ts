/** An HTTP request to our API, free of API Gateway's envelope. */
export type HttpRequest = {
  readonly method: string;
  readonly path: string;
  /** Without the question mark; empty where there is none. */
  readonly query: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** `body` goes out as JSON, `bytes` as they are and under the content type of the headers; without either, nothing. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
} & (
  | { readonly body?: unknown; readonly bytes?: undefined }
  | { readonly bytes: Uint8Array; readonly body?: undefined }
);

export type HttpStep = (request: HttpRequest) => Promise<HttpAnswer>;
