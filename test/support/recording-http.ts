import type { HttpClient, HttpRequest, HttpResult } from '../../adapters/http/http-client.ts';

export const jsonAnswer = (status: number, json: unknown): HttpResult => ({
  kind: 'answered',
  status,
  headers: {},
  body: Buffer.from(JSON.stringify(json)),
});

/** Answers every request alike, and remembers it. */
export const recordingHttp = (result: HttpResult) => {
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    send: async (request) => {
      requests.push(request);
      return result;
    },
    close: () => {},
  };
  return { http, requests };
};
