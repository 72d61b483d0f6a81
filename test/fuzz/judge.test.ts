import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { expect, test } from 'vitest';
import { acceptedExample } from '../../core/api/operations/message-examples.ts';
import { problemExample } from '../../core/api/problem-examples.ts';
import type { FuzzedRequest } from './api-requests.ts';
import { faultsOf } from './judge.ts';

const sending: FuzzedRequest = {
  operationId: 'sendMessage',
  functionName: 'accept-message',
  event: {
    version: '2.0',
    routeKey: 'POST /v1/messages',
    rawPath: '/v1/messages',
    rawQueryString: '',
    headers: {},
    requestContext: { http: { method: 'POST', path: '/v1/messages' } },
    body: '{"to":"+447700900001","body":"Hello"}',
    isBase64Encoded: false,
  },
};

const accepted: APIGatewayProxyStructuredResultV2 = {
  statusCode: 202,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(acceptedExample),
};
const refused = {
  statusCode: 400,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify(problemExample('invalid_request')),
};

test('finds nothing wrong with what the document describes', () => {
  expect([faultsOf(sending, accepted), faultsOf(sending, refused)]).toEqual([[], []]);
});

test.each<[string, APIGatewayProxyStructuredResultV2]>([
  ['an answer that failed', { ...refused, statusCode: 500 }],
  ['an answer with a status of its own', { ...accepted, statusCode: 299 }],
  ['an answer in another shape', { ...accepted, body: '{}' }],
  ['a refusal that is no problem', { ...refused, body: '{"message":"no"}' }],
  ['a refusal of another status than it says', { ...refused, statusCode: 422 }],
  ['a refusal as plain JSON', { ...refused, headers: accepted.headers ?? {} }],
  [
    'a refusal that the call does not know',
    { ...refused, body: JSON.stringify(problemExample('not_found')) },
  ],
  ['a header that breaks the line', { ...accepted, headers: { ...accepted.headers, location: 'a\r\nb: c' } }],
])('finds %s', (_what, result) => {
  expect(faultsOf(sending, result)).not.toEqual([]);
});

test('finds that more was taken than the document lets in', () => {
  const request = { ...sending, event: { ...sending.event, body: '{"to":"+447700900001","body":"","x":1}' } };
  expect(faultsOf(request, accepted)).toEqual([
    expect.stringContaining('taken'),
    expect.stringContaining('taken'),
  ]);
});

test('finds a polluted prototype', () => {
  Object.defineProperty(Object.prototype, 'polluted', { value: 1, configurable: true });
  try {
    expect(faultsOf(sending, refused)).toEqual(['a prototype was polluted']);
  } finally {
    Reflect.deleteProperty(Object.prototype, 'polluted');
  }
});
