/** The calls of the HTTPS API: the construct routes them, and unrouted requests are answered from them. */
export const routes = [
  { method: 'POST', path: '/v1/messages', functionName: 'accept-message' },
  { method: 'POST', path: '/v1/messages/preview', functionName: 'preview-message' },
  { method: 'GET', path: '/v1/messages/{messageId}', functionName: 'get-message' },
  { method: 'GET', path: '/v1/health', functionName: 'health' },
  { method: 'POST', path: '/v1/webhooks/{carrier}/{token}', functionName: 'receive-webhook' },
  { method: 'GET', path: '/v1/webhooks/{carrier}/{token}', functionName: 'receive-webhook' },
] as const;

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
