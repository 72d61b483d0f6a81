import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { routes as routesOfTheApi, twilioRoute } from '../../core/api/routes.ts';
import { emptyStack, pipelineIn, synthesized } from '../support/synthesized.ts';

const template = synthesized();
const functions = template.findResources('AWS::Lambda::Function');
const integrations = template.findResources('AWS::ApiGatewayV2::Integration');

/** Which function, by the start of its logical id, a route leads to. */
const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => {
  const [, integration] = Properties.Target['Fn::Join'][1];
  return {
    routeKey: Properties.RouteKey,
    functionId: integrations[integration.Ref]?.Properties.IntegrationUri['Fn::GetAtt'][0],
  };
});

const handlerOf = (functionName: string): string =>
  functionName.replaceAll(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase());

/** What the API says of itself when a request fits none of its routes must be what it has. */
const expected = [
  ...[...routesOfTheApi, twilioRoute].map(({ method, path, functionName }) => ({
    routeKey: `${method} ${path}`,
    handler: handlerOf(functionName),
  })),
  { routeKey: '$default', handler: 'AnswerUnrouted' },
];

it.each(expected)('leads $routeKey to $handler', ({ routeKey, handler }) => {
  const functionId: string = routes.find((route) => route.routeKey === routeKey)?.functionId;
  expect(functionId).toMatch(new RegExp(`${handler}[0-9A-F]{8}$`));
  expect(functions).toHaveProperty(functionId);
});

it('has no other route', () => {
  expect(routes).toHaveLength(expected.length);
});

it('calls its functions by payload format 2.0', () => {
  template.allResourcesProperties('AWS::ApiGatewayV2::Integration', {
    IntegrationType: 'AWS_PROXY',
    PayloadFormatVersion: '2.0',
  });
});

it('logs which route was called and how it went, but neither path nor query, where numbers and tokens are', () => {
  const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
  expect(JSON.parse(stage?.Properties.AccessLogSettings.Format)).toEqual({
    requestId: '$context.requestId',
    method: '$context.httpMethod',
    routeKey: '$context.routeKey',
    status: '$context.status',
    latencyMs: '$context.responseLatency',
  });
});

it('tells the functions its own URL, for carriers to post receipts to', () => {
  const urls = Object.values(functions).flatMap(({ Properties }) => {
    const { PUBLIC_URL: url } = Properties.Environment.Variables;
    return url ? [url['Fn::GetAtt'][1]] : [];
  });
  expect(urls).toEqual(Array.from({ length: 5 }, () => 'ApiEndpoint'));
});

it('is closed to pages of other origins, unless it is told which may call it', () => {
  const [api] = Object.values(template.findResources('AWS::ApiGatewayV2::Api'));
  expect(api?.Properties).not.toHaveProperty('CorsConfiguration');
  const stack = emptyStack();
  pipelineIn(stack, { corsOrigins: ['https://console.example.com'] });
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Api', {
    CorsConfiguration: {
      AllowOrigins: ['https://console.example.com'],
      AllowHeaders: ['authorization', 'content-type', 'idempotency-key'],
    },
  });
  expect(() => pipelineIn(emptyStack(), { corsOrigins: ['example.com', 'https://*'] })).toThrow(
    'corsOrigins has example.com, https://*',
  );
});
