import { expect, test } from 'vitest';
import { permits } from '../../../local/functions/permissions.ts';

const gateway = 'apigateway.amazonaws.com';
const permission = {
  Action: 'lambda:InvokeFunction' as const,
  FunctionName: 'Fn',
  Principal: gateway,
  SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:api/*/*/v1/messages/{id}',
};

test.each([
  ['the route that it names', gateway, 'api/$default/GET/v1/messages/{id}', true],
  ['another path', gateway, 'api/$default/GET/v1/messages', false],
  ['another API', gateway, 'other/$default/GET/v1/messages/{id}', false],
  ['another service', 'events.amazonaws.com', 'api/$default/GET/v1/messages/{id}', false],
])('asks a permission for one route about %s', (_name, principal, path, expected) => {
  expect(permits(permission, principal, `arn:aws:execute-api:us-east-1:000000000000:${path}`)).toBe(expected);
});

test('a permission without a source covers all of its service', () => {
  const { SourceArn, ...open } = permission;
  expect(permits(open, gateway, SourceArn)).toBe(true);
});
