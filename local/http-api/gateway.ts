import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { RequestTooLargeError } from '../functions/function-error.ts';
import type { CloudContext } from '../resource.ts';
import { type Cors, isPreflight, noContent, withCors } from './cors.ts';
import {
  functionResponse,
  type HttpResponse,
  internalServerError,
  messageResponse,
} from './function-response.ts';
import { type HttpRequest, requestEvent } from './request-event.ts';
import type { createRouter, Match } from './routes.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const largestBody = 10 * 1024 * 1024;
const largestHeaders = 10_240;

export type Gateway = {
  readonly context: Pick<CloudContext, 'accountId' | 'clock' | 'functions'>;
  readonly apiId: string;
  readonly cors: Cors | undefined;
  readonly route: ReturnType<typeof createRouter>;
  readonly mayPass: () => boolean;
};

const tooLarge = messageResponse(413, 'Request Entity Too Large');
const unavailable = messageResponse(503, 'Service Unavailable');

/** Undefined: it is too large. The rest is left unread. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Bytes of the request line and the header values, which is what the quota counts. */
const headerSize = ({ method = '', url = '', rawHeaders }: IncomingMessage): number =>
  method.length +
  url.length +
  rawHeaders.reduce((sum, text, i) => (i % 2 ? sum + Buffer.byteLength(text) : sum), 0);

const invoke = async (gateway: Gateway, request: HttpRequest, match: Match, requestId: string) => {
  const { accountId, clock, functions } = gateway.context;
  const now = clock.now();
  const traceId = `Root=1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  const identity = { accountId, apiId: gateway.apiId, requestId, traceId, now };
  const { promise: late, resolve: expire } = Promise.withResolvers<HttpResponse>();
  const timer = setTimeout(() => expire(unavailable), match.route.timeoutMilliseconds);
  const answered = functions
    .invoke(match.route.functionArn, requestEvent(request, match, identity))
    .then(functionResponse, (error: unknown) =>
      error instanceof RequestTooLargeError ? tooLarge : internalServerError,
    );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
};

const respond = async (
  gateway: Gateway,
  incoming: IncomingMessage,
  requestId: string,
): Promise<HttpResponse> => {
  const { method = '', url = '' } = incoming;
  if (headerSize(incoming) > largestHeaders) return messageResponse(431, 'Request Header Fields Too Large');
  if (!gateway.mayPass()) return messageResponse(429, 'Too Many Requests');
  const [path = '', ...query] = url.split('?');
  const match = path.startsWith('/') ? gateway.route(method, path) : undefined;
  if (!match && gateway.cors && isPreflight(method, incoming.headers)) return noContent;
  if (!match) return messageResponse(404, 'Not Found');
  const body = await readBody(incoming);
  if (!body) return tooLarge;
  const request: HttpRequest = {
    method,
    path,
    query: query.join('?'),
    rawHeaders: incoming.rawHeaders,
    body,
    sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    port: incoming.socket.localPort ?? 0,
  };
  return invoke(gateway, request, match, requestId);
};

/** Answers one request as API Gateway would: this never throws, except when the client is gone. */
export const answer = async (gateway: Gateway, incoming: IncomingMessage): Promise<HttpResponse> => {
  const requestId = `${randomBytes(11).toString('base64url')}=`;
  const response = await respond(gateway, incoming, requestId).catch((error: unknown) => {
    if (error instanceof URIError) return messageResponse(400, 'Bad Request');
    throw error;
  });
  const { method = '', headers } = incoming;
  const asked = { origin: headers.origin, preflight: isPreflight(method, headers) };
  const shared = gateway.cors ? withCors(gateway.cors, asked, response) : response;
  return { ...shared, headers: [...shared.headers, ['apigw-requestid', requestId]] };
};
