import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { HttpResult } from './http-client.ts';

type Limits = {
  readonly body: string | Uint8Array | undefined;
  readonly deadlineMs: number;
  readonly connectDeadlineMs: number;
  readonly maxAnswerBytes: number;
};

/** A TLS connection is ready once the peer's certificate was verified, not when TCP is connected. */
const isReady = (socket: Socket): boolean =>
  socket instanceof TLSSocket ? socket.authorized : !socket.connecting;

const readyEvent = (socket: Socket): string => (socket instanceof TLSSocket ? 'secureConnect' : 'connect');

const reasonOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : 'ERROR';

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : `${value}`,
    ]),
  );

/**
 * Runs one request to its end. Nothing is written before the connection stands, so "was it sent?" has an exact
 * answer: `end` is called in one place, and what fails before that was not sent.
 */
export const exchange = (prepare: () => ClientRequest, limits: Limits): Promise<HttpResult> =>
  new Promise((resolve) => {
    let sent = false;
    let answering = false;
    let settled = false;
    const request = prepare();

    const settle = (result: HttpResult): void => {
      settled = true;
      clearTimeout(deadline);
      clearTimeout(connectDeadline);
      resolve(result);
    };
    const fail = (reason: string): void => {
      // `close` also follows a whole answer, and then the connection is to be kept
      if (settled) return;
      settle({ kind: sent ? 'ambiguous' : 'notSent', reason });
      request.destroy();
    };
    const deadline = setTimeout(() => fail('DEADLINE'), limits.deadlineMs);
    const connectDeadline = setTimeout(() => fail('CONNECT_DEADLINE'), limits.connectDeadlineMs);

    const write = (): void => {
      if (settled) return;
      sent = true;
      clearTimeout(connectDeadline);
      request.end(limits.body);
    };
    request.on('socket', (socket) => {
      if (socket.destroyed || !socket.writable) fail('CLOSED');
      else if (isReady(socket)) write();
      else socket.once(readyEvent(socket), write);
    });
    request.on('error', (error) => fail(reasonOf(error)));
    request.on('close', () => {
      // A whole answer may still be on its way through the stream: then its own events decide
      if (!answering) fail('CLOSED');
    });
    request.on('response', (response) => {
      answering = true;
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > limits.maxAnswerBytes) fail('ANSWER_TOO_LARGE');
        else chunks.push(chunk);
      });
      response.on('error', () => fail('ANSWER_TRUNCATED'));
      response.on('close', () => fail('ANSWER_TRUNCATED'));
      response.on('end', () => {
        if (!response.complete) return fail('ANSWER_TRUNCATED');
        const { statusCode: status = 0 } = response;
        settle({ kind: 'answered', status, headers: headersOf(response), body: Buffer.concat(chunks) });
      });
    });
  });
