/**
 * The calls of the HTTPS API: the construct routes them, unrouted requests are answered from them, and the OpenAPI
 * document describes them. What each one takes and answers is in `operations.ts`, under its `operationId`.
 */
export const routes = [
  { operationId: 'sendMessage', method: 'POST', path: '/v1/messages', functionName: 'accept-message' },
  { operationId: 'sendBatch', method: 'POST', path: '/v1/messages/batch', functionName: 'accept-batch' },
  {
    operationId: 'previewMessage',
    method: 'POST',
    path: '/v1/messages/preview',
    functionName: 'preview-message',
  },
  { operationId: 'listMessages', method: 'GET', path: '/v1/messages', functionName: 'list-messages' },
  { operationId: 'getMessage', method: 'GET', path: '/v1/messages/{messageId}', functionName: 'get-message' },
  {
    operationId: 'cancelMessage',
    method: 'POST',
    path: '/v1/messages/{messageId}/cancel',
    functionName: 'cancel-message',
  },
  {
    operationId: 'eraseContent',
    method: 'DELETE',
    path: '/v1/messages/{messageId}/content',
    functionName: 'erase-content',
  },
  { operationId: 'getOptOut', method: 'GET', path: '/v1/opt-outs/{number}', functionName: 'manage-opt-outs' },
  { operationId: 'putOptOut', method: 'PUT', path: '/v1/opt-outs/{number}', functionName: 'manage-opt-outs' },
  {
    operationId: 'deleteOptOut',
    method: 'DELETE',
    path: '/v1/opt-outs/{number}',
    functionName: 'manage-opt-outs',
  },
  { operationId: 'createKey', method: 'POST', path: '/v1/keys', functionName: 'manage-keys' },
  { operationId: 'listKeys', method: 'GET', path: '/v1/keys', functionName: 'manage-keys' },
  {
    operationId: 'rotateKey',
    method: 'POST',
    path: '/v1/keys/{keyId}/rotate',
    functionName: 'manage-keys',
  },
  { operationId: 'revokeKey', method: 'DELETE', path: '/v1/keys/{keyId}', functionName: 'manage-keys' },
  { operationId: 'getHealth', method: 'GET', path: '/v1/health', functionName: 'health' },
  {
    operationId: 'receiveWebhook',
    method: 'POST',
    path: '/v1/webhooks/{carrier}/{token}',
    functionName: 'receive-webhook',
  },
  {
    operationId: 'receiveWebhookByGet',
    method: 'GET',
    path: '/v1/webhooks/{carrier}/{token}',
    functionName: 'receive-webhook',
  },
  { operationId: 'getDocument', method: 'GET', path: '/openapi.json', functionName: 'serve-docs' },
  { operationId: 'getReference', method: 'GET', path: '/docs', functionName: 'serve-docs' },
  { operationId: 'getExplorer', method: 'GET', path: '/docs/explorer.js', functionName: 'serve-docs' },
] as const;

/** In Twilio's form of API, refusals and all: docs/twilio-api.md has its calls, the OpenAPI document has not. */
export const twilioRoute = {
  method: 'ANY',
  path: '/2010-04-01/{proxy+}',
  functionName: 'twilio-messages',
} as const;

export type OperationId = (typeof routes)[number]['operationId'];

const matches = (template: string, path: string): boolean => {
  const expected = template.split('/');
  const given = path.split('/');
  return (
    expected.length === given.length &&
    expected.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]))
  );
};

/** The methods that a path takes; none where the path is unknown. */
export const methodsOf = (path: string): string[] =>
  routes.filter((route) => matches(route.path, path)).map(({ method }) => method);
