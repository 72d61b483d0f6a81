import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, test } from 'vitest';
import * as z from 'zod';
import { EveryCarrierStack } from '../support/every-carrier-stack.ts';
import { apiSecret } from '../support/http-carrier.ts';
import { startLocalStack } from '../support/local-stack.ts';

const Submitted = z.object({ to: z.string(), text: z.string(), callback: z.url() });

/** An SMS API that takes every text and posts a signed receipt for it. */
const httpApi = createServer(async (request, response) => {
  const { to, callback } = Submitted.parse(JSON.parse(await text(request)));
  const isAuthorised = request.headers.authorization === `Bearer ${apiSecret.token}`;
  response.writeHead(isAuthorised ? 202 : 401).end(JSON.stringify({ id: `id-${to}` }));
  const status = to.endsWith('13') ? 'failed' : 'delivered';
  const body = JSON.stringify({ id: `id-${to}`, status });
  const signature = createHmac('sha256', apiSecret.webhook).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-signature': `sha256=${signature}` };
  await fetch(callback, { method: 'POST', headers, body });
});

let local: Awaited<ReturnType<typeof startLocalStack>>;
beforeAll(async () => {
  await new Promise<void>((resolve) => httpApi.listen(0, '127.0.0.1', resolve));
  const address = httpApi.address();
  const httpApiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  local = await startLocalStack({
    stackOf: (app) => new EveryCarrierStack(app, 'EveryCarrier', { httpApiUrl }),
    secrets: { HttpCredentials: apiSecret },
  });
});
afterAll(async () => {
  httpApi.close();
  httpApi.closeAllConnections();
  await local.stop();
});

test.concurrent.for([
  ['sandbox', '001', 'delivered'],
  ['sandbox', '002', 'undelivered'],
  ['sandbox', '003', 'failed'],
  ['sandbox', '004', 'delivered'],
  ['sandbox', '006', 'delivered'],
  ['sandbox', '007', 'unknown'],
  ['sandbox', '012', 'delivered'],
  ['sandbox', '013', 'failed'],
  ['aws-eum', '001', 'delivered'],
  ['aws-eum', '002', 'undelivered'],
  ['aws-eum', '003', 'failed'],
  ['aws-eum', '006', 'delivered'],
  ['aws-eum', '007', 'unknown'],
  ['aws-eum', '012', 'delivered'],
  ['http', '001', 'delivered'],
  ['http', '013', 'failed'],
  ['sns', '001', 'delivered'],
] as const)('by %s, a text to …%s ends as %s', async ([carrier, lastDigits, status], { expect }) => {
  const to = `+447700900${lastDigits}`;
  const { messageId } = await local.call('', {
    method: 'POST',
    body: JSON.stringify({ to, body: 'hello', carrier }),
  });
  const current = async () => (await local.call(`/${messageId}`)).status;
  await expect.poll(current, { timeout: 25_000, interval: 250 }).toBe(status);
});

const withCredentials = ['twilio', 'vonage', 'plivo', 'telnyx', 'http'];

test.concurrent.for(withCredentials)(
  'a webhook of %s is refused unless it is signed',
  async (carrier, { expect }) => {
    const path = `${local.apiUrl}/v1/webhooks/${carrier}/att_${'0'.repeat(32)}_1`;
    const { status } = await fetch(path, { method: 'POST', body: '{}' });
    expect([400, 403]).toContain(status);
  },
);

test.concurrent.for(withCredentials)(
  'a text by %s is taken though the carrier cannot be reached',
  async (carrier, { expect }) => {
    const { status } = await local.call('', {
      method: 'POST',
      body: JSON.stringify({ to: '+447700900020', body: 'hello', carrier }),
    });
    expect(status).toBe('accepted');
  },
);
