import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ReadableStream } from 'node:stream/web';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Functions } from '../../../local/functions/functions.ts';
import { createHttpApis, type HttpApis } from '../../../local/http-api/http-apis.ts';
import { cloudContext } from '../../support/cloud-context.ts';
import { lambdaFunction } from '../../support/lambda-function.ts';

const running: HttpApis[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((apis) => apis.stop()));
});

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Fn';

type Options = {
  readonly dataDir?: string;
  readonly stage?: Record<string, unknown>;
  readonly cors?: Record<string, unknown>;
  readonly integration?: Record<string, unknown>;
  readonly allowed?: boolean;
};

/** An API with POST /messages and GET /messages/{id}, in front of this function. */
const start = async (
  invoke: (event: unknown) => Promise<unknown>,
  { dataDir, stage = {}, cors, integration = {}, allowed = true }: Options = {},
) => {
  const context = cloudContext({
    ...(dataDir && { dataDir }),
    functions: { invoke: (_arn, event) => invoke(event), invokeAsync: () => {} },
  });
  const functions: Functions = {
    handlers: {},
    invoker: context.functions,
    find: () => lambdaFunction(),
    permits: () => allowed,
    isBusy: () => false,
    kill: () => {},
    stop: async () => {},
  };
  const apis = createHttpApis(context, functions, 0);
  running.push(apis);
  const create = async (logicalId: string, kind: string, properties: Record<string, unknown>) => {
    const type = `AWS::ApiGatewayV2::${kind}`;
    return apis.handlers[type]?.({ logicalId, type, properties }, context);
  };
  const ApiId = (
    await create('Api', 'Api', {
      Name: 'api',
      ProtocolType: 'HTTP',
      ...(cors && { CorsConfiguration: cors }),
    })
  )?.ref;
  const proxy = { ApiId, IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' };
  await create('Calls', 'Integration', { ...proxy, IntegrationUri: arn, ...integration });
  const Target = 'integrations/Calls';
  await create('Post', 'Route', { ApiId, Target, RouteKey: 'POST /messages' });
  await create('Get', 'Route', { ApiId, Target, RouteKey: 'GET /messages/{id}' });
  await create('Stage', 'Stage', { ApiId, StageName: '$default', AutoDeploy: true, ...stage });
  apis.start();
  return { apis, url: apis.urls().get('Api') ?? '', dataDir: context.dataDir };
};

const echo = async (event: unknown) => event;
const read = async (response: Response) => [response.status, await response.text()];

test('hands a request to the function and its answer to the client', async () => {
  const { url } = await start(echo);
  const response = await fetch(`${url}/messages/m_1?a=1`);
  expect(response.headers.get('apigw-requestid')).toMatch(/^[\w-]{15}=$/);
  expect(await response.json()).toMatchObject({
    routeKey: 'GET /messages/{id}',
    pathParameters: { id: 'm_1' },
    queryStringParameters: { a: '1' },
    requestContext: { http: { method: 'GET' }, apiId: expect.stringMatching(/^[0-9a-f]{10}$/) },
  });
});

test('answers what no route takes, what fails and what cannot be decoded as API Gateway does', async () => {
  const { url } = await start(() => Promise.reject(new Error('no')));
  expect(await read(await fetch(`${url}/other`))).toEqual([404, '{"message":"Not Found"}']);
  expect(await read(await fetch(`${url}/messages`))).toEqual([404, '{"message":"Not Found"}']);
  expect(await read(await fetch(`${url}/messages/1`))).toEqual([500, '{"message":"Internal Server Error"}']);
  expect(await read(await fetch(`${url}/messages/%zz`))).toEqual([400, '{"message":"Bad Request"}']);
});

test('answers 503 when the integration takes too long', async () => {
  const { url } = await start(() => new Promise(() => {}), { integration: { TimeoutInMillis: 50 } });
  expect(await read(await fetch(`${url}/messages/1`))).toEqual([503, '{"message":"Service Unavailable"}']);
});

const accessHeaders = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

const cors = {
  AllowOrigins: ['https://a.example'],
  AllowMethods: ['GET', 'POST'],
  AllowHeaders: ['authorization'],
  ExposeHeaders: ['location'],
  MaxAge: 60,
};
const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: { origin, 'access-control-request-method': 'POST' },
});

test('answers the preflight of an origin that may, and tells another nothing', async () => {
  const { url } = await start(echo, { cors });
  const allowed = await fetch(`${url}/messages`, preflight('https://a.example'));
  expect([allowed.status, accessHeaders(allowed)]).toEqual([
    204,
    {
      'access-control-allow-origin': 'https://a.example',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '60',
    },
  ]);
  const other = await fetch(`${url}/messages`, preflight('https://b.example'));
  expect(accessHeaders(other)).toEqual({});
});

test('puts the headers for other origins on answers in place of what the function says', async () => {
  const answered = { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*', a: 'b' } };
  const { url } = await start(async () => answered, { cors });
  const headersFor = async (origin: string) =>
    accessHeaders(await fetch(`${url}/messages/1`, { headers: { origin } }));
  expect(await headersFor('https://a.example')).toEqual({
    'access-control-allow-origin': 'https://a.example',
    'access-control-expose-headers': 'location',
  });
  expect(await headersFor('https://b.example')).toEqual({});
});

test('lets every origin in where it says so, and refuses wildcards that AWS would match', async () => {
  const { url } = await start(echo, { cors: { AllowOrigins: ['*'] } });
  const { headers } = await fetch(`${url}/messages/1`, { headers: { origin: 'https://c.example' } });
  expect(headers.get('access-control-allow-origin')).toBe('*');
  await expect(start(echo, { cors: { AllowOrigins: ['https://*'] } })).rejects.toThrow(
    'CorsConfiguration.AllowOrigins.0: must be * or an origin without a wildcard',
  );
});

test('answers 429 above the limit of the stage', async () => {
  const stage = { DefaultRouteSettings: { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 1 } };
  const { url } = await start(echo, { stage });
  expect((await fetch(`${url}/messages/1`)).status).toBe(200);
  expect(await read(await fetch(`${url}/messages/1`))).toEqual([429, '{"message":"Too Many Requests"}']);
});

test('takes a body of 10 MB and refuses a larger one, whether or not it was announced', async () => {
  const { url } = await start(async () => 'ok');
  const post = (body: Buffer | ReadableStream, rest: object = {}) =>
    fetch(`${url}/messages`, { method: 'POST', body, ...rest });
  const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024);
  expect((await post(megabytes(10))).status).toBe(200);
  const tooLarge = [413, '{"message":"Request Entity Too Large"}'];
  expect(await read(await post(megabytes(11)))).toEqual(tooLarge);
  expect(await read(await post(new Blob([megabytes(11)]).stream(), { duplex: 'half' }))).toEqual(tooLarge);
});

test('refuses more than 10,240 bytes of headers', async () => {
  const { url } = await start(echo);
  const { status } = await fetch(`${url}/messages/1`, { headers: { a: 'x'.repeat(10_240) } });
  expect(status).toBe(431);
  expect((await fetch(`${url}/messages/1`, { headers: { a: 'x'.repeat(20_000) } })).status).toBe(431);
});

/** Sends bytes as they are and gives all that comes back until the server closes. */
const raw = async (url: string, bytes: string): Promise<string> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.end(bytes);
  return text(socket);
};

test('survives clients that do not keep to HTTP', async () => {
  const { url } = await start(echo);
  expect(await raw(url, 'BREW /pot HTTP/1.1\r\n\r\n')).toContain('400 Bad Request');
  expect(await raw(url, 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('');
  expect(await raw(url, 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toContain(
    '404 Not Found',
  );
  await raw(url, 'POST /messages HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf');
  await raw(url, 'GET /mess');
  expect((await fetch(`${url}/messages/1`)).status).toBe(200);
});

test('survives any bytes', async () => {
  const { url } = await start(echo);
  const line = fc.constantFrom(
    'GET /messages/1 HTTP/1.1\r\n',
    'POST /messages HTTP/1.1\r\n',
    'Host: a\r\n',
    '\r\n',
  );
  const header = fc.constantFrom(
    'Content-Length: 5\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Expect: 100-continue\r\n',
  );
  const bytes = fc.array(fc.oneof(line, header, fc.string({ unit: 'binary' })), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(bytes, async (parts) => {
      await raw(url, parts.join(''));
    }),
    { numRuns: 50 },
  );
  expect((await fetch(`${url}/messages/1`)).status).toBe(200);
});

test('answers pipelined requests in their order', async () => {
  const { url } = await start(async (event) => JSON.stringify(event).match(/"id":"(\d)"/)?.[1]);
  const get = (id: number, rest = '') => `GET /messages/${id} HTTP/1.1\r\nHost: a\r\n${rest}\r\n`;
  const answers = await raw(url, get(1) + get(2) + get(3, 'Connection: close\r\n'));
  expect(answers.match(/"\d"/g)).toEqual(['"1"', '"2"', '"3"']);
});

test('finishes the requests in flight before it stops', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const arrived = Promise.withResolvers<void>();
  const { url, apis } = await start(() => {
    arrived.resolve();
    return promise;
  });
  const idle = connect(Number(new URL(url).port), '127.0.0.1');
  const response = fetch(`${url}/messages/1`);
  await arrived.promise;
  const stopped = apis.stop();
  resolve('done');
  expect(await (await response).text()).toBe('"done"');
  await stopped;
  await expect(fetch(`${url}/messages/1`)).rejects.toThrow();
  idle.destroy();
});

test('stops although clients went away or never read', async () => {
  const invoked = Promise.withResolvers<void>();
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const { url, apis } = await start(() => {
    invoked.resolve();
    return promise;
  });
  const clients = ['gone', 'deaf'].map(() => connect(Number(new URL(url).port), '127.0.0.1').pause());
  for (const client of clients) client.write('GET /messages/1 HTTP/1.1\r\nHost: a\r\n\r\n');
  await invoked.promise;
  clients[0]?.destroy();
  resolve('x'.repeat(4 * 1024 * 1024));
  await apis.stop();
  clients[1]?.destroy();
});

test('listens on the port of the last run in its data folder', async () => {
  const first = await start(echo);
  await first.apis.stop();
  const second = await start(echo, { dataDir: first.dataDir });
  expect(second.url).toBe(first.url);
  const third = await start(echo, { dataDir: first.dataDir });
  expect(third.url).not.toBe(first.url);
});

test('refuses what it does not support by name', async () => {
  await expect(start(echo, { integration: { PayloadFormatVersion: '1.0' } })).rejects.toThrow(
    'PayloadFormatVersion',
  );
  await expect(start(echo, { stage: { RouteSettings: {} } })).rejects.toThrow(
    'does not support RouteSettings',
  );
});

test('refuses a route whose function does not permit API Gateway to invoke it', async () => {
  await expect(start(echo, { allowed: false })).rejects.toThrow(
    'no AWS::Lambda::Permission lets POST /messages',
  );
});
