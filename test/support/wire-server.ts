import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { SelfSigned } from './self-signed.ts';

/** A request as it was on the wire. */
export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type WireServer = {
  readonly url: string;
  /** Every whole request that arrived, in order. */
  readonly requests: readonly WireRequest[];
  readonly connections: () => number;
  close(): Promise<void>;
};

type Options = { readonly tls?: SelfSigned; readonly onConnection?: (socket: Socket) => void };

const parse = (head: string, body: string): WireRequest => {
  const [line = '', ...fields] = head.split('\r\n');
  const [method = '', path = ''] = line.split(' ');
  const headers = Object.fromEntries(
    fields.map((field) => [
      field.slice(0, field.indexOf(':')).toLowerCase(),
      field.slice(field.indexOf(':') + 1).trim(),
    ]),
  );
  return { method, path, headers, body };
};

/** Speaks raw TCP, so that it can answer like no honest server: `behave` gets the socket once a request is whole. */
export const startWireServer = async (
  behave: (socket: Socket, request: WireRequest) => void,
  { tls, onConnection }: Options = {},
): Promise<WireServer> => {
  const requests: WireRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  const serve = (socket: Socket): void => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    onConnection?.(socket);
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = received.subarray(0, end).toString();
      const length = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      if (received.length < end + 4 + length) return;
      const request = parse(head, received.subarray(end + 4, end + 4 + length).toString());
      received = received.subarray(end + 4 + length);
      requests.push(request);
      behave(socket, request);
    });
  };

  const server = tls ? createTlsServer(tls, serve) : createServer(serve);
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

/** Writes a whole HTTP answer. */
export const answer = (
  socket: Socket,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void => {
  const fields = Object.entries({ 'Content-Length': String(Buffer.byteLength(body)), ...headers });
  socket.write(
    `HTTP/1.1 ${status} X\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
};

/** Answers with the head at once and then one byte a second, for ever. */
export const dribble = (socket: Socket): void => {
  socket.write('HTTP/1.1 201 Created\r\nContent-Length: 1000\r\n\r\n');
  const timer = setInterval(() => socket.write('x'), 1000);
  socket.on('close', () => clearInterval(timer));
};

/** Answers with 100 MB, as fast as the peer reads. */
export const flood = (socket: Socket): void => {
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  socket.write(`HTTP/1.1 201 Created\r\nContent-Length: ${100 * chunk.length}\r\n\r\n`);
  let left = 100;
  const more = (): void => {
    while (left > 0 && !socket.destroyed) {
      left -= 1;
      if (!socket.write(chunk)) return;
    }
  };
  socket.on('drain', more);
  more();
};

/** A port of the loopback on which nothing listens. */
export const freePort = async (): Promise<number> => {
  const server = await startWireServer(() => {});
  await server.close();
  return Number(new URL(server.url).port);
};
