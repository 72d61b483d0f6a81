import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, LostAnswer } from './aws-error.ts';
import type { AwsAnswer, Backend } from './call.ts';
import { type CallHead, readBody, readCall, readHead } from './read-call.ts';
import { writeError } from './wire.ts';

type Parts = {
  readonly backend: Backend;
  readonly callerOf: (accessKeyId: string) => string | undefined;
  readonly report: (line: string) => void;
};

/** A fault of the local cloud itself is told to the person at the terminal; the caller gets AWS's 500. */
const asAwsError = (error: unknown, head: CallHead, report: (line: string) => void): AwsError => {
  if (error instanceof AwsError) {
    // A gap of the local cloud, not a fault of the function: worth a line as well.
    if (/^(UnknownOperationException|InvalidAction)$/.test(error.code)) report(error.message);
    return error;
  }
  report(
    `${head.service} ${head.action} failed in the local cloud: ${error instanceof Error ? error.stack : error}`,
  );
  return new AwsError('InternalFailure', 'The local cloud failed; see its terminal.', { status: 500 });
};

const send = (response: ServerResponse, { status, headers, body }: AwsAnswer): void => {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
};

/** A web page that resolves its own name to the loopback must not reach the endpoint. */
const isLoopback = (host = ''): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);

/** Reads an API call, lets the backend answer it, and writes answer or refusal in the service's protocol. */
export const createRequestListener =
  ({ backend, callerOf, report }: Parts) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const head = readHead(request, callerOf, gone.signal);
    try {
      if (!isLoopback(request.headers.host)) {
        throw new AwsError('AccessDeniedException', 'The endpoint is reached by 127.0.0.1 only.', {
          status: 403,
        });
      }
      const call = readCall(head, await readBody(request));
      send(response, await backend(call));
    } catch (error) {
      if (request.readableAborted) return;
      if (error instanceof LostAnswer) return void response.destroy();
      if (!request.complete) response.once('finish', () => request.destroy());
      send(response, writeError(head, asAwsError(error, head, report)));
    }
  };
