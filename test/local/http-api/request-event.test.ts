import { expect, test } from 'vitest';
import { type HttpRequest, requestEvent } from '../../../local/http-api/request-event.ts';

const request: HttpRequest = {
  method: 'POST',
  path: '/my/p%C3%A4th',
  query: 'parameter1=value1&parameter1=value2&parameter2=a%20b+c',
  rawHeaders: [
    ...['Host', '127.0.0.1:3000', 'Header1', 'value1', 'Header2', 'value1', 'header2', 'value2'],
    ...[
      'Cookie',
      'cookie1=a; cookie2=b',
      'User-Agent',
      'agent',
      'Content-Type',
      'application/json; charset=utf-8',
    ],
    ...['Connection', 'keep-alive'],
  ],
  body: Buffer.from('{"text":"é"}'),
  sourceIp: '127.0.0.1',
  port: 3000,
};
const match = {
  route: { routeKey: 'POST /my/{name}', functionArn: 'arn', timeoutMilliseconds: 1 },
  pathParameters: { name: 'päth' },
};
const api = {
  accountId: '000000000000',
  apiId: 'abcdefghij',
  requestId: 'id=',
  traceId: 'Root=1-5e5fff1e',
  now: 1583348638390,
};
const event = (change: Partial<HttpRequest> = {}) => requestEvent({ ...request, ...change }, match, api);

test('builds the event of payload format 2.0', () => {
  expect(event()).toEqual({
    version: '2.0',
    routeKey: 'POST /my/{name}',
    rawPath: '/my/päth',
    rawQueryString: 'parameter1=value1&parameter1=value2&parameter2=a%20b+c',
    cookies: ['cookie1=a', 'cookie2=b'],
    headers: {
      'content-length': '13',
      'content-type': 'application/json; charset=utf-8',
      header1: 'value1',
      header2: 'value1,value2',
      host: '127.0.0.1:3000',
      'user-agent': 'agent',
      'x-amzn-trace-id': 'Root=1-5e5fff1e',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '3000',
      'x-forwarded-proto': 'http',
    },
    queryStringParameters: { parameter1: 'value1,value2', parameter2: 'a b c' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'abcdefghij',
      domainName: '127.0.0.1:3000',
      domainPrefix: '127',
      http: {
        method: 'POST',
        path: '/my/päth',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'agent',
      },
      requestId: 'id=',
      routeKey: 'POST /my/{name}',
      stage: '$default',
      time: '04/Mar/2020:19:03:58 +0000',
      timeEpoch: 1583348638390,
    },
    pathParameters: { name: 'päth' },
    body: '{"text":"é"}',
    isBase64Encoded: false,
  });
});

test('leaves out what a plain request does not have', () => {
  const plain = requestEvent(
    { ...request, query: '', rawHeaders: [], body: Buffer.alloc(0) },
    { ...match, pathParameters: {} },
    api,
  );
  for (const field of ['cookies', 'queryStringParameters', 'pathParameters', 'body'])
    expect(plain).not.toHaveProperty(field);
  expect(plain).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
});

test.each([
  ['text/plain', false],
  ['application/xml', false],
  ['application/x-www-form-urlencoded', true],
  ['application/octet-stream', true],
  [undefined, true],
])('encodes a body of type %s as base64: %s', (type, isBase64Encoded) => {
  const body = Buffer.from('a=1');
  const built = event({ rawHeaders: type ? ['Content-Type', type] : [], body });
  expect(built).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'YT0x' : 'a=1' });
});

test('encodes bytes that are not UTF-8 as base64, whatever they call themselves', () => {
  const body = Buffer.from('{"name":"José"}', 'latin1');
  const built = event({ rawHeaders: ['Content-Type', 'application/json'], body });
  expect(built).toMatchObject({ isBase64Encoded: true, body: body.toString('base64') });
});
