import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpResponse } from './function-response.ts';

export type HttpServer = {
  readonly server: Server;
  /** Until this is called, requests wait. */
  readonly start: (answer: (request: IncomingMessage) => Promise<HttpResponse>) => void;
  /** Takes no new request, lets those in flight finish, and closes every connection. */
  readonly stop: () => Promise<void>;
};

const write = (
  { status, headers, body }: HttpResponse,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  response.statusCode = status;
  for (const [name, value] of headers) response.appendHeader(name, value);
  // What was not read of the body would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  response.end(body);
  request.resume();
};

/** How long a client may take to read its last answer, in milliseconds. */
const farewell = 1_000;

/** The HTTP/1.1 side of a gateway on the loopback. */
export const createHttpServer = (): HttpServer => {
  const started = Promise.withResolvers<(request: IncomingMessage) => Promise<HttpResponse>>();
  const running = new Set<Promise<void>>();
  let stopping = false;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const answer = await started.promise;
      const answered = await answer(request);
      if (stopping) response.setHeader('connection', 'close');
      write(answered, request, response);
    } catch {
      // The client went away while it sent its request: there is nobody to tell.
      response.destroy();
    }
  };

  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000, keepAliveTimeout: 60_000 });
  server.on('request', (request, response) => {
    const run = handle(request, response).finally(() => running.delete(run));
    running.add(run);
  });

  return {
    server,
    start: (answer) => started.resolve(answer),
    stop: async () => {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all(running);
      await Promise.race([closed, sleep(farewell)]);
      server.closeAllConnections();
      await closed;
    },
  };
};
