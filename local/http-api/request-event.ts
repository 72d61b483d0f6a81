import { isUtf8 } from 'node:buffer';
import type { Match } from './routes.ts';

/** An HTTP request, as read from the wire. */
export type HttpRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly port: number;
};

export type ApiIdentity = {
  readonly accountId: string;
  readonly apiId: string;
  readonly requestId: string;
  /** `Root=1-…`, for a request that brings no trace of its own. */
  readonly traceId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** These end at the gateway. Cookies have a field of their own. */
const notForwarded = new Set(['connection', 'cookie', 'keep-alive', 'te', 'transfer-encoding', 'upgrade']);

const collectHeaders = (rawHeaders: readonly string[]): Map<string, string[]> => {
  const headers = new Map<string, string[]>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), rawHeaders[i + 1] ?? '']);
  }
  return headers;
};

const textTypes = /^(text\/.+|application\/(json|xml|javascript))$/;

/**
 * As measured at AWS: forms and everything without a type are base64, too. So are bytes that call themselves text and
 * are not UTF-8: as text, the function could not tell them from what they would be replaced by.
 */
const isText = (contentType: string | undefined, body: Buffer): boolean =>
  textTypes.test((contentType?.split(';')[0] ?? '').trim().toLowerCase()) && isUtf8(body);

const queryParameters = (query: string): Record<string, string> | undefined => {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query))
    values.set(name, [...(values.get(name) ?? []), value]);
  if (values.size === 0) return undefined;
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join(',')]));
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000` */
export const commonLogTime = (milliseconds: number): string => {
  const date = new Date(milliseconds);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
};

/**
 * The event of payload format 2.0; absent fields are left out, as API Gateway does.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const requestEvent = (request: HttpRequest, match: Match, api: ApiIdentity) => {
  const collected = collectHeaders(request.rawHeaders);
  const cookies = collected.get('cookie')?.flatMap((line) => line.split('; '));
  const headers = Object.fromEntries(
    [...collected].filter(([name]) => !notForwarded.has(name)).map(([name, all]) => [name, all.join(',')]),
  );
  const path = decodeURIComponent(request.path);
  const queryStringParameters = queryParameters(request.query);
  const isBase64Encoded = request.body.length > 0 && !isText(headers['content-type'], request.body);
  const domainName = headers.host ?? 'localhost';
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath: path,
    rawQueryString: request.query,
    ...(cookies && { cookies }),
    headers: {
      ...headers,
      'content-length': String(request.body.length),
      'x-amzn-trace-id': headers['x-amzn-trace-id'] ?? api.traceId,
      'x-forwarded-for': [headers['x-forwarded-for'], request.sourceIp].filter(Boolean).join(', '),
      'x-forwarded-port': String(request.port),
      'x-forwarded-proto': 'http',
    },
    ...(queryStringParameters && { queryStringParameters }),
    requestContext: {
      accountId: api.accountId,
      apiId: api.apiId,
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: api.requestId,
      routeKey: match.route.routeKey,
      stage: '$default',
      time: commonLogTime(api.now),
      timeEpoch: api.now,
    },
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(request.body.length > 0 && { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
};
