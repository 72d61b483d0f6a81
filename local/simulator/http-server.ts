import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';

export type SimulatorRequest = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

export type SimulatorAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json: unknown;
  /** Milliseconds that the answer is held back. */
  readonly afterMs?: number;
  /** Runs once the answer is written. */
  readonly afterwards?: () => void;
};

export type Route = (request: SimulatorRequest) => Promise<SimulatorAnswer> | SimulatorAnswer;

const maxBodyBytes = 64 * 1024;

const problem = (status: number, message: string): SimulatorAnswer => ({ status, json: { status, message } });

const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const answerTo = async (request: IncomingMessage, route: Route): Promise<SimulatorAnswer> => {
  const { method = 'GET', url: target = '/' } = request;
  if (!URL.canParse(target, 'http://simulator')) return problem(400, 'the request target is no URL');
  const body = await readBody(request);
  if (body === undefined) return problem(413, `the body is longer than ${maxBodyBytes} bytes`);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
  );
  return route({ method, url: new URL(target, 'http://simulator'), headers, body });
};

const write = (response: ServerResponse, { status, headers, json, afterwards }: SimulatorAnswer): void => {
  if (afterwards) response.once('finish', afterwards);
  const closing = status === 413 ? { connection: 'close' } : {};
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers, ...closing });
  response.end(JSON.stringify(json));
};

/** A JSON server on the loopback. Whatever comes in, it answers: what a route throws is a 500. */
export const createHttpServer = (route: Route, clock: Clock) => {
  const held = new Set<() => void>();
  const server = createServer(async (request, response) => {
    response.on('error', () => response.destroy());
    const answer = await answerTo(request, route).catch(() => problem(500, 'the simulator failed'));
    if (!answer.afterMs) return write(response, answer);
    const cancel = clock.at(clock.now() + answer.afterMs, () => {
      held.delete(cancel);
      write(response, answer);
    });
    held.add(cancel);
  });
  server.requestTimeout = 30_000;

  return {
    listen: (port: number) =>
      new Promise<number>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          const address = server.address();
          resolve(typeof address === 'object' && address ? address.port : port);
        });
      }),
    /** Refuses new connections and drops those that are open. */
    close: () =>
      new Promise<void>((resolve) => {
        for (const cancel of held) cancel();
        held.clear();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
