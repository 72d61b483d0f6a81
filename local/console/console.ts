import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';

export type ConsoleDeps = {
  readonly apiUrl: string;
  readonly apiKey: string;
  /** Streams what reaches the bus as server-sent events. */
  readonly streamEvents: (request: IncomingMessage, response: ServerResponse) => void;
};

const page = readFileSync(fileURLToPath(new URL('./page.html', import.meta.url)));

/** A page of another site must not reach the API through us, not even by a name that resolves to the loopback. */
const isOwn = ({ headers }: IncomingMessage): boolean => {
  const host = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');
  return host && (headers.origin === undefined || headers.origin === `http://${headers.host}`);
};

const refuse = (response: ServerResponse, status: number, why: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${why}\n`);
};

const forward = (from: IncomingMessage, to: ServerResponse, url: string, apiKey: string): void => {
  const contentType = from.headers['content-type'];
  const upstream = request(
    url,
    {
      method: from.method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(contentType !== undefined && { 'content-type': contentType }),
      },
    },
    (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    },
  );
  upstream.on('error', () => {
    if (to.headersSent) to.destroy();
    else refuse(to, 502, 'The API does not answer.');
  });
  from.pipe(upstream);
};

/** The page of the local run: send a text, watch what becomes of it. It also carries the stream of events. */
export const createConsole = ({ apiUrl, apiKey, streamEvents }: ConsoleDeps) =>
  createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://console');
    if (!isOwn(request)) refuse(response, 403, 'Only this machine may look.');
    else if (request.method === 'GET' && pathname === '/events') streamEvents(request, response);
    else if (pathname.startsWith('/v1/')) forward(request, response, `${apiUrl}${request.url}`, apiKey);
    else if (request.method === 'GET' && pathname === '/') {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'",
      });
      response.end(page);
    } else refuse(response, 404, 'There is nothing here.');
  });
