import { createServer, type IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';

/** What an action answers: a result, or the name of an error. */
export type Answers = Readonly<Record<string, object | string>>;

/** A result in the XML of the query protocol: maps are entries, lists are members. */
const xmlOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map((item) => `<member>${xmlOf(item)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, own]) => {
      const inner =
        name === 'attributes'
          ? Object.entries(own)
              .map(([key, text]) => `<entry><key>${key}</key><value>${text}</value></entry>`)
              .join('')
          : xmlOf(own);
      return `<${name}>${inner}</${name}>`;
    })
    .join('');
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

/**
 * An AWS account and its carriers on one port of the loopback, as far as the doctor asks them: AWS by action, carriers
 * by path. It lives as long as the test.
 */
export const startFakeAccount = async (
  actions: Answers,
  paths: Readonly<Record<string, [number, object]>> = {},
) => {
  const asked: { path: string; authorization: string | undefined }[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const reply = (status: number, text: string) => response.writeHead(status).end(text);
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== '/') {
      asked.push({ path: pathname, authorization: request.headers.authorization });
      const [status, json] = paths[pathname] ?? [404, {}];
      return reply(status, JSON.stringify(json));
    }
    const target = request.headers['x-amz-target'];
    const action =
      typeof target === 'string' ? target.split('.')[1] : new URLSearchParams(body).get('Action');
    const answer = actions[action ?? ''] ?? 'UnknownOperationException';
    if (typeof target === 'string') {
      return typeof answer === 'string'
        ? reply(400, JSON.stringify({ __type: answer, message: 'no' }))
        : reply(200, JSON.stringify(answer));
    }
    return typeof answer === 'string'
      ? reply(
          403,
          `<ErrorResponse><Error><Code>${answer}</Code><Message>no</Message></Error></ErrorResponse>`,
        )
      : reply(
          200,
          `<${action}Response><${action}Result>${xmlOf(answer)}</${action}Result></${action}Response>`,
        );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return { url: `http://127.0.0.1:${address.port}`, asked };
};
