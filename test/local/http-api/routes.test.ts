import { expect, test } from 'vitest';
import { createRouter } from '../../../local/http-api/routes.ts';

const routeKeys = [
  'GET /pets/dog/1',
  'GET /pets/dog/{id}',
  'GET /pets/{proxy+}',
  'ANY /{proxy+}',
  '$default',
];
const router = createRouter(
  [...routeKeys].reverse().map((routeKey) => ({ routeKey, functionArn: 'arn', timeoutMilliseconds: 1 })),
);

// The example of https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
test.each([
  ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
  ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
  ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
  ['POST', '/', '$default', {}],
])('sends %s %s to the route %s', (method, path, routeKey, pathParameters) => {
  expect(router(method, path)).toMatchObject({ route: { routeKey }, pathParameters });
});

const messages = createRouter(
  ['GET /messages/{id}', 'POST /messages', 'ANY /messages'].map((routeKey) => ({
    routeKey,
    functionArn: 'arn',
    timeoutMilliseconds: 1,
  })),
);

test('decodes path variables, also a slash in them', () => {
  expect(messages('GET', '/messages/a%2Fb%20%C3%A9')?.pathParameters).toEqual({ id: 'a/b é' });
});

test('prefers a route of the method to one of any method', () => {
  expect(messages('POST', '/messages')?.route.routeKey).toBe('POST /messages');
  expect(messages('PUT', '/messages')?.route.routeKey).toBe('ANY /messages');
});

test('matches neither an empty variable nor a slash too many', () => {
  expect(messages('GET', '/messages/')).toBeUndefined();
  expect(messages('POST', '/messages/1/2')).toBeUndefined();
});

test('refuses a route key that API Gateway would refuse', () => {
  const bad = (routeKey: string) => () =>
    createRouter([{ routeKey, functionArn: 'arn', timeoutMilliseconds: 1 }]);
  expect(bad('/messages')).toThrow('not a route key');
  expect(bad('GET /{all+}/x')).toThrow('greedy');
});
