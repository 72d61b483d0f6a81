import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { CarriersVariable, openWebhooks } from '../../../adapters/carriers/registry.ts';
import type { WebhookVerdict } from '../../../core/carrier.ts';
import { simulatedAccounts } from '../../../local/simulator/accounts.ts';
import { carrierDeps, fakeSecrets } from '../../support/carrier-deps.ts';
import { documentedApi } from '../../support/documented-api.ts';
import { simulatedCarriers } from '../../support/simulated-carriers.ts';
import { startSimulator } from '../../support/simulator.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const order = { from: '+447700900031', to: '+447700900999', text: 'STOP & start = 100% ☂' };
const post = async (body: object) => {
  const response = await fetch(`${simulator.url}/_simulator/inbound`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return { status: response.status, json: await response.json() };
};

const described = ['http', 'http', documentedApi(), simulatedAccounts.http] as const;

test.each([...simulatedCarriers, described])(
  'an incoming text of %s is signed as its adapter wants it',
  async (simulated, name, settings, secret) => {
    const webhooks = await openWebhooks(
      CarriersVariable.parse(JSON.stringify({ [name]: { secretArn: 'arn', ...settings } })),
      carrierDeps({ secrets: fakeSecrets(JSON.stringify(secret)).store }),
    );
    const verdicts: (WebhookVerdict | undefined)[] = [];
    const server = createServer(async (request, response) => {
      const verdict = await webhooks.get(name)?.receive({
        method: 'POST',
        url: `${url}${request.url}`,
        headers: Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, `${value}`])),
        body: await buffer(request),
        token: 'inbound',
        receivedAt: new Date(),
      });
      verdicts.push(verdict);
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;

    const { status, json } = await post({
      carrier: simulated,
      ...order,
      url: `${url}/v1/webhooks/x/inbound`,
    });
    await new Promise((resolve) => server.close(resolve));
    expect([status, json]).toEqual([200, { carrierMessageId: expect.any(String), answer: 204 }]);
    const { carrierMessageId } = z.object({ carrierMessageId: z.string() }).parse(json);
    const { from: sender, to: recipient, text } = order;
    const more = name === 'http' ? { sentAt: expect.any(String) } : {};
    expect(verdicts).toEqual([
      { kind: 'inbound', messages: [{ carrier: name, carrierMessageId, sender, recipient, text, ...more }] },
    ]);
  },
);

test('refuses an incoming text that nobody could send, or that leads off the machine', async () => {
  const url = 'http://127.0.0.1:9/v1/webhooks/twilio/inbound';
  const good = { carrier: 'twilio', ...order, url };
  const bad = [
    { ...good, carrier: 'constructor' },
    { ...good, from: 'Shop' },
    { ...good, to: '' },
    { ...good, url: 'https://example.com/' },
    { ...good, url: undefined },
    { ...good, more: 1 },
  ];
  for (const body of bad) expect((await post(body)).status).toBe(400);
  expect((await post(good)).json).toMatchObject({ answer: null });
});
