const route = <
  const Id extends string,
  const Method extends string,
  const Path extends string,
  const Name extends string,
>(
  operationId: Id,
  method: Method,
  path: Path,
  functionName: Name,
) => ({ operationId, method, path, functionName }) as const;

/**
 * The calls of the HTTPS API: the construct routes them, unrouted requests are answered from them, and the OpenAPI
 * document describes them. What each one takes and answers is in `operations.ts`, under its `operationId`.
 */
export const routes = [
  route('sendMessage', 'POST', '/v1/messages', 'accept-message'),
  route('sendBatch', 'POST', '/v1/messages/batch', 'accept-batch'),
  route('previewMessage', 'POST', '/v1/messages/preview', 'preview-message'),
  route('listMessages', 'GET', '/v1/messages', 'list-messages'),
  route('getMessage', 'GET', '/v1/messages/{messageId}', 'get-message'),
  route('cancelMessage', 'POST', '/v1/messages/{messageId}/cancel', 'cancel-message'),
  route('eraseContent', 'DELETE', '/v1/messages/{messageId}/content', 'erase-content'),
  route('getOptOut', 'GET', '/v1/opt-outs/{number}', 'manage-opt-outs'),
  route('putOptOut', 'PUT', '/v1/opt-outs/{number}', 'manage-opt-outs'),
  route('deleteOptOut', 'DELETE', '/v1/opt-outs/{number}', 'manage-opt-outs'),
  route('createKey', 'POST', '/v1/keys', 'manage-keys'),
  route('listKeys', 'GET', '/v1/keys', 'manage-keys'),
  route('rotateKey', 'POST', '/v1/keys/{keyId}/rotate', 'manage-keys'),
  route('revokeKey', 'DELETE', '/v1/keys/{keyId}', 'manage-keys'),
  route('getHealth', 'GET', '/v1/health', 'health'),
  route('receiveWebhook', 'POST', '/v1/webhooks/{carrier}/{token}', 'receive-webhook'),
  route('receiveWebhookByGet', 'GET', '/v1/webhooks/{carrier}/{token}', 'receive-webhook'),
  route('getDocument', 'GET', '/openapi.json', 'serve-docs'),
  route('getReference', 'GET', '/docs', 'serve-docs'),
  route('getExplorer', 'GET', '/docs/explorer.js', 'serve-docs'),
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
