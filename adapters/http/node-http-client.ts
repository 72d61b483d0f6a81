import http from 'node:http';
import https from 'node:https';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { exchange } from './exchange.ts';
import type { HttpClient, HttpRequest } from './http-client.ts';
import { trackIdleSockets } from './idle-sockets.ts';

export type HttpClientOptions = {
  /** Milliseconds for look-up, connection and TLS handshake. @default 3000 */
  readonly connectDeadlineMs?: number;
  /** Largest answer in bytes. @default 262144 */
  readonly maxAnswerBytes?: number;
  /**
   * Milliseconds that an idle connection stays usable. Short, because a reset on a connection that the peer has
   * meanwhile closed cannot be told from a lost answer. @default 4000
   */
  readonly keepAliveMs?: number;
  /** Certificates to trust instead of the system's, in PEM. */
  readonly ca?: string;
};

const lengthOf = ({ body }: HttpRequest) =>
  body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };

/** The one HTTP client for all carriers, on node:http: `fetch` hides whether a request left the machine. */
export const createHttpClient = (options: HttpClientOptions = {}): HttpClient => {
  const { connectDeadlineMs = 3000, maxAnswerBytes = 256 * 1024, keepAliveMs = 4000, ca } = options;
  const pool = { keepAlive: true, timeout: keepAliveMs };
  const agents = { 'http:': new http.Agent(pool), 'https:': new https.Agent({ ...pool, ...(ca && { ca }) }) };
  const idle = Object.values(agents).map((agent) => trackIdleSockets(agent, keepAliveMs));

  return {
    send: async (request) => {
      const startedAt = performance.now();
      for (const sockets of idle) sockets.dropStale();
      // One turn of the event loop, so that a close which arrived while the process was frozen is seen in time
      await nextTurn();
      const url = new URL(request.url);
      const secure = url.protocol === 'https:';
      const prepare = secure ? https.request : http.request;
      const deadlineMs = request.deadlineMs - (performance.now() - startedAt);
      if (deadlineMs <= 0) return { kind: 'notSent', reason: 'DEADLINE' };
      return exchange(
        () =>
          prepare(url, {
            method: request.method,
            headers: { ...request.headers, ...lengthOf(request) },
            agent: secure ? agents['https:'] : agents['http:'],
          }),
        { body: request.body, deadlineMs, connectDeadlineMs, maxAnswerBytes },
      );
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
};
