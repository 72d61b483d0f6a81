import { createServer, type ServerResponse } from 'node:http';
import { scriptFor } from '../../local/simulator/scripts.ts';

const xmlns = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"';

export const publishAnswer = (messageId: string): string =>
  `<PublishResponse ${xmlns}><PublishResult><MessageId>${messageId}</MessageId></PublishResult></PublishResponse>`;

export const snsError = (code: string): string =>
  `<ErrorResponse ${xmlns}><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;

/** SNS's query protocol with the simulator's outcomes, as far as `Publish` to a phone number goes. */
export const startFakeSns = async () => {
  const published: URLSearchParams[] = [];

  const answer = (response: ServerResponse, form: URLSearchParams): void => {
    const reply = (status: number, body: string, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'text/xml', ...headers }).end(body);
    };
    const recipient = form.get('PhoneNumber') ?? '';
    const { submit } = scriptFor(recipient, { seed: 1, n: 1 });
    switch (submit.kind) {
      case 'reject':
        reply(400, snsError('InvalidParameter'));
        break;
      case 'serverError':
        reply(500, snsError('InternalError'));
        break;
      case 'throttle':
        reply(429, snsError('Throttled'), { 'retry-after': String(submit.retryAfterSeconds) });
        break;
      case 'accept':
        setTimeout(() => reply(200, publishAnswer('message-1')), submit.answerAfterMs);
    }
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    published.push(form);
    answer(response, form);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    published,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
