import { createHash } from 'node:crypto';
import type { Functions } from '../functions/functions.ts';
import { listenOn } from '../ports.ts';
import type { CloudContext, ResourceHandler } from '../resource.ts';
import { readProperties } from '../template/properties.ts';
import type { Cors } from './cors.ts';
import { answer } from './gateway.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';
import { ApiProperties, IntegrationProperties, RouteProperties, StageProperties } from './properties.ts';
import { createRouter, type Route } from './routes.ts';
import { createThrottle, type ThrottleSettings } from './throttle.ts';

/** The limits of an account's region, which hold when a stage sets none. */
const accountLimits: ThrottleSettings = { rate: 10_000, burst: 5_000 };

type Api = {
  readonly logicalId: string;
  readonly apiId: string;
  readonly url: string;
  readonly http: HttpServer;
  readonly routes: Route[];
  readonly cors: Cors | undefined;
  throttle: ThrottleSettings | undefined;
};

export type HttpApis = {
  readonly handlers: Readonly<Record<string, ResourceHandler>>;
  /** `http://127.0.0.1:port` of each API by logical id. */
  readonly urls: () => ReadonlyMap<string, string>;
  /** Puts the local URL where a text has the one that AWS would give an API, such as CDK's `api.url`. */
  readonly localUrl: (text: string) => string;
  /** Answers requests from now on; those that came earlier have waited. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

/** Ids of API Gateway are ten lower-case letters and digits. */
const idOf = (logicalId: string): string => createHash('sha256').update(logicalId).digest('hex').slice(0, 10);

/** The ARN of the function in an integration's URI, which may be wrapped into one of API Gateway's. */
const functionArnOf = (uri: string): string => /functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;

/** The HTTP APIs of the template, each on its own port. `port` is the first one's, 0 for any. */
export const createHttpApis = (context: CloudContext, functions: Functions, port: number): HttpApis => {
  const apis = new Map<string, Api>();
  const integrations = new Map<string, Omit<Route, 'routeKey'>>();

  const find = (apiId: string): Api => {
    const api = apis.get(apiId);
    if (!api) throw new Error(`there is no HTTP API ${apiId}`);
    return api;
  };

  const requirePermission = ({ logicalId, apiId }: Api, { routeKey, functionArn }: Route): void => {
    const [method = '', path = ''] = routeKey === '$default' ? ['*', '/$default'] : routeKey.split(' ');
    const { region, accountId } = context;
    const source = `arn:aws:execute-api:${region}:${accountId}:${apiId}/$default/${method === 'ANY' ? '*' : method}${path}`;
    if (functions.permits(functionArn, 'apigateway.amazonaws.com', source)) return;
    throw new Error(`${logicalId}: no AWS::Lambda::Permission lets ${routeKey} invoke ${functionArn}`);
  };

  const serve = (api: Api): void => {
    if (!api.throttle)
      throw new Error(`${api.logicalId} has no stage: every request would be answered with 404`);
    for (const route of api.routes) requirePermission(api, route);
    const mayPass = createThrottle(api.throttle, context.clock);
    const gateway = { context, apiId: api.apiId, cors: api.cors, route: createRouter(api.routes), mayPass };
    api.http.start((request) => answer(gateway, request));
  };

  const handlers: Record<string, ResourceHandler> = {
    'AWS::ApiGatewayV2::Api': async (resource) => {
      const { CorsConfiguration: cors } = readProperties(resource, ApiProperties);
      const { logicalId } = resource;
      const http = createHttpServer();
      const own = await listenOn(http.server, context.dataDir, logicalId, apis.size === 0 ? port : 0);
      const url = `http://127.0.0.1:${own}`;
      const apiId = idOf(logicalId);
      apis.set(apiId, { logicalId, apiId, url, http, routes: [], cors, throttle: undefined });
      return { ref: apiId, attributes: { ApiId: apiId, ApiEndpoint: url } };
    },
    'AWS::ApiGatewayV2::Integration': async (resource) => {
      const { IntegrationUri, TimeoutInMillis } = readProperties(resource, IntegrationProperties);
      const functionArn = functions.find(functionArnOf(IntegrationUri)).arn;
      integrations.set(resource.logicalId, { functionArn, timeoutMilliseconds: TimeoutInMillis });
      return { ref: resource.logicalId };
    },
    'AWS::ApiGatewayV2::Route': async (resource) => {
      const { ApiId, RouteKey, Target } = readProperties(resource, RouteProperties);
      const integration = integrations.get(Target.replace('integrations/', ''));
      if (!integration) throw new Error(`${resource.logicalId}: there is no integration ${Target}`);
      const { routes } = find(ApiId);
      if (routes.some(({ routeKey }) => routeKey === RouteKey))
        throw new Error(`${resource.logicalId}: the API has a route ${RouteKey} already`);
      routes.push({ routeKey: RouteKey, ...integration });
      return { ref: resource.logicalId };
    },
    'AWS::ApiGatewayV2::Stage': async (resource) => {
      const { ApiId, StageName, DefaultRouteSettings } = readProperties(resource, StageProperties);
      find(ApiId).throttle = {
        rate: DefaultRouteSettings.ThrottlingRateLimit ?? accountLimits.rate,
        burst: DefaultRouteSettings.ThrottlingBurstLimit ?? accountLimits.burst,
      };
      return { ref: StageName };
    },
  };

  return {
    handlers,
    localUrl: (text) =>
      [...apis.values()].reduce((whole, { apiId, url }) => {
        const aws = `https://${apiId}.execute-api.${context.region}.amazonaws.com`;
        return whole.startsWith(aws) ? url + whole.slice(aws.length) : whole;
      }, text),
    urls: () => new Map([...apis.values()].map(({ logicalId, url }) => [logicalId, url])),
    start: () => {
      for (const api of apis.values()) serve(api);
    },
    stop: async () => void (await Promise.all([...apis.values()].map(({ http }) => http.stop()))),
  };
};
