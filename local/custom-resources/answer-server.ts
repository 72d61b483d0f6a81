import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';

/** How a custom resource answers; it may hold more, and nobody reads it here. */
const Answer = z.object({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().min(1),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
});
export type Answer = z.infer<typeof Answer>;

/** As CloudFormation takes it, in bytes. */
const largestAnswer = 4096;

/** A URL on the loopback that takes one answer, in place of the signed URL of a bucket. */
export const openAnswerServer = async () => {
  const path = `/${randomUUID()}`;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  promise.catch(() => {});
  const server = createServer(async (request, response) => {
    if (request.method !== 'PUT' || request.url !== path) {
      response.writeHead(403).end();
      return;
    }
    const body = await text(request);
    response.end();
    try {
      if (Buffer.byteLength(body) > largestAnswer) throw new Error('its answer is over 4096 bytes');
      resolve(Answer.parse(JSON.parse(body)));
    } catch (error) {
      reject(error);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return {
    url: `http://127.0.0.1:${address.port}${path}`,
    answer: promise,
    close: (): void => {
      server.close();
      server.closeAllConnections();
    },
  };
};
